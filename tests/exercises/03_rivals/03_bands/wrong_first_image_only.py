# rejected with: you return


def bands(x, height):
    first = x[:1].reshape(1, x.shape[2] // height, height * x.shape[3])
    return first.expand(len(x), -1, -1)
