# rejected with: Your code stops in line 2


def bands(x, height):
    return x.reshape(len(x), -1, 2 * x.shape[-1])
