# rejected with: the mean over the channels too


def block_mean(x):
    return F.avg_pool2d(x, 2).mean(dim=1, keepdim=True).expand(-1, x.shape[1], -1, -1)
