def bands(x, height):
    return x.squeeze(1).unflatten(1, (-1, height)).flatten(start_dim=2)
