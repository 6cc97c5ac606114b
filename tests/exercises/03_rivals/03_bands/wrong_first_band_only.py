# rejected with: you return


def bands(x, height):
    return x[:, 0, :height].reshape(len(x), 1, -1).expand(-1, x.shape[2] // height, -1)
