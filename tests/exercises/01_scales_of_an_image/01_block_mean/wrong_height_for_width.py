# rejected with: has the shape


def block_mean(x):
    side = x.shape[-1] // 2
    return F.adaptive_avg_pool2d(x, (side, side))
