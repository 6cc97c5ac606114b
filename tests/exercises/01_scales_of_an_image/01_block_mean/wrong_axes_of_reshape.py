# rejected with: not neighbours


def block_mean(x):
    batch, channels, height, width = x.shape
    parts = x.reshape(batch, channels, 2, height // 2, 2, width // 2)
    return parts.mean(dim=(2, 4))
