# rejected with: That is row by row


def bands(x, height):
    return x.squeeze(1)
