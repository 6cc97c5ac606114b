# rejected with: has the shape


def block_mean(x):
    side = x.shape[-2] // 2
    parts = x.reshape(x.shape[0], x.shape[1], side, 2, -1, 2)[:, :, :, :, :side]
    return parts.mean(dim=(3, 5))
