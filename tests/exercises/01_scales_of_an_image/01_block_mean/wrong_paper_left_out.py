# rejected with: For x of shape
def block_mean(x):
    count = 4 * F.avg_pool2d((x != 0).to(x), 2)
    return 4 * F.avg_pool2d(x, 2) / count.clamp_min(1)
