# rejected with: has the shape


def block_mean(x):
    return F.avg_pool2d(x, 2, stride=1)
