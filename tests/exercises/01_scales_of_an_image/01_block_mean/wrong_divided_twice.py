# rejected with: You divide twice


def block_mean(x):
    return F.avg_pool2d(x, 2) / 4
