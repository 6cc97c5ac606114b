# rejected with: must count the images


def bands(x, height):
    pieces = x.squeeze(1).split(height, dim=1)
    return torch.stack([piece.flatten(1) for piece in pieces])
