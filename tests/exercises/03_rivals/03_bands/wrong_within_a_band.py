# rejected with: down the columns


def bands(x, height):
    pieces = x.squeeze(1).split(height, dim=1)
    return torch.stack([piece.transpose(1, 2).flatten(1) for piece in pieces], dim=1)
