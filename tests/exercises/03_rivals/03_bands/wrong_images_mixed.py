# rejected with: The images are mixed


def bands(x, height):
    _, _, rows, columns = x.shape
    mixed = x.reshape(rows // height, len(x), height * columns)
    return mixed.transpose(0, 1)
