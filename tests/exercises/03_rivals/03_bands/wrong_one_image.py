# rejected with: Your code stops in line 2


def bands(x, height):
    return x.reshape(1, x.shape[2] // height, height * x.shape[3])
