# rejected with: the median of the four


def block_mean(x):
    parts = F.unfold(x.flatten(0, 1).unsqueeze(1), 2, stride=2)
    shape = *x.shape[:2], x.shape[2] // 2, x.shape[3] // 2
    return parts.median(dim=1).values.reshape(shape)
