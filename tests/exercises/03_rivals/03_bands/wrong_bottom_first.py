# rejected with: The last band comes first


def bands(x, height):
    return x.reshape(len(x), -1, height * x.shape[-1]).flip(1)
