# rejected with: you return


def bands(x, height):
    _, _, rows, width = x.shape
    order = torch.arange(rows).unflatten(0, (-1, height)).roll(1, dims=1).flatten()
    return x[:, :, order].reshape(len(x), rows // height, height * width)
