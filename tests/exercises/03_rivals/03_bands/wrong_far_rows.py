# rejected with: neighbouring rows


def bands(x, height):
    steps = x.shape[2] // height
    return torch.stack([x[:, 0, i::steps].flatten(1) for i in range(steps)], dim=1)
