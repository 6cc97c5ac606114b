# rejected with: Your bands overlap


def bands(x, height):
    rows = x.squeeze(1)
    last = rows.shape[1] - height + 1
    return torch.stack([rows[:, i : i + height].flatten(1) for i in range(last)], dim=1)
