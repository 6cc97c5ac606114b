# rejected with: you return


def bands(x, height):
    rows = x.squeeze(1)
    steps = range(0, rows.shape[1] - height, height)
    return torch.stack([rows[:, i : i + height].flatten(1) for i in steps], dim=1)
