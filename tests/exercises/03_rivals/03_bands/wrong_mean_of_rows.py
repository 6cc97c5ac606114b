# rejected with: keeps all its pixels


def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height)).mean(dim=2)
