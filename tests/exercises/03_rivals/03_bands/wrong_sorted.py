# rejected with: you return


def bands(x, height):
    return x.reshape(len(x), -1, height * x.shape[-1]).sort(dim=-1).values
