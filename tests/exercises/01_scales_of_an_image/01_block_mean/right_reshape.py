def block_mean(x):
    height, width = x.shape[-2] // 2, x.shape[-1] // 2
    return x.reshape(*x.shape[:-2], height, 2, width, 2).mean(dim=(-3, -1))
