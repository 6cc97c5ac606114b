# rejected with: was stopped after


def pixels_seen(layers, position):
    first = last = position
    while layers:
        kernel, stride, padding = layers[-1]
        first = 0
    return first, last
