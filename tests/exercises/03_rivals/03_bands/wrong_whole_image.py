# rejected with: Each step must stay apart


def bands(x, height):
    return x.flatten(1)
