# rejected with: you return


def bands(x, height):
    rows = x.squeeze(1)
    return rows.unfold(2, height, height).permute(0, 2, 1, 3).flatten(2)
