# rejected with: Your code stops in line


def block_mean(x):
    weight = torch.full((3, 1, 2, 2), 0.25, dtype=x.dtype)
    return F.conv2d(x, weight, stride=2, groups=3)
