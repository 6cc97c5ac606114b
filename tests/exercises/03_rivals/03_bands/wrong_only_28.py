# rejected with: Your code stops in line 2


def bands(x, height):
    return x.view(len(x), 28 // height, height * 28)
