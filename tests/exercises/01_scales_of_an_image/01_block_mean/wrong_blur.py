# rejected with: the blur with 5 x 5 weights


def block_mean(x):
    return pyramid.downsample(x)
