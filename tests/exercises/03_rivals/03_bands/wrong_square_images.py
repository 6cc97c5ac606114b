# rejected with: you return


def bands(x, height):
    side = x.shape[-1]
    return x.reshape(len(x), side // height, -1)
