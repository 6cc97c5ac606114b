# rejected with: not how many bands there are


def bands(x, height):
    return x.reshape(x.shape[0], height, -1)
