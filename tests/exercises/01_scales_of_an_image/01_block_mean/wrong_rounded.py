# rejected with: Your means are rounded


def block_mean(x):
    return F.avg_pool2d(x, 2).round()
