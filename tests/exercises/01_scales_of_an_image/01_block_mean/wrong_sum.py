# rejected with: These are sums, not means


def block_mean(x):
    corners = [x[..., i::2, j::2] for i in (0, 1) for j in (0, 1)]
    return torch.stack(corners).sum(dim=0)
