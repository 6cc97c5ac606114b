# rejected with: Your code stops in line 2


def bands(x, height):
    return x.reshape(len(x), -1, height * 28)
