# rejected with: the mean over the images too


def block_mean(x):
    return F.avg_pool2d(x, 2).mean(dim=0, keepdim=True).expand(len(x), -1, -1, -1)
