# rejected with: Your code stops in line


def block_mean(x):
    return x.reshape(-1, x.shape[1], 14, 2, 14, 2).mean(dim=(3, 5))
