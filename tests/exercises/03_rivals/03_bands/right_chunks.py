def bands(x, height):
    pieces = x.squeeze(1).split(height, dim=1)  # each (batch, height, width)
    return torch.stack([piece.flatten(1) for piece in pieces], dim=1)
