def block_mean(x):
    x = x.double()
    return x.unfold(2, 2, 2).unfold(3, 2, 2).mean(dim=(-1, -2))
