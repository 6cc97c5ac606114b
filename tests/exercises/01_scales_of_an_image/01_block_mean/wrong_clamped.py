# rejected with: you return


def block_mean(x):
    return F.avg_pool2d(x, 2).clamp(0, 1)
