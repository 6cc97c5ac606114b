# rejected with: you return


def bands(x, height):
    return x.int().reshape(len(x), -1, height * x.shape[-1])
