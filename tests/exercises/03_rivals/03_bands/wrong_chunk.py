# rejected with: not how many bands there are


def bands(x, height):
    pieces = x[:, 0].chunk(height, dim=1)
    return torch.stack([piece.flatten(1) for piece in pieces], dim=1)
