# rejected with: their sum


def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height)).sum(dim=2)
