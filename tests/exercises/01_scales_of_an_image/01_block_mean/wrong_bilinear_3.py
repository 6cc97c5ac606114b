# rejected with: you return


def block_mean(x):
    return F.avg_pool2d(x, 3, stride=2, padding=1)
