# rejected with: must stay, even for one image


def bands(x, height):
    rows = x.squeeze()
    return rows.reshape(
        *rows.shape[:-2], rows.shape[-2] // height, height * rows.shape[-1]
    )
