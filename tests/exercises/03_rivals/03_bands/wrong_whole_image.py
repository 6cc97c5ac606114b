# rejected with: Each time step must stay apart


def bands(x, height):
    return x.flatten(1)
