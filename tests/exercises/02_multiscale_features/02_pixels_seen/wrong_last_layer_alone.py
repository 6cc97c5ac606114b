# rejected with: the last layer alone


def pixels_seen(layers, position):
    kernel, stride, padding = layers[-1]
    first = position * stride - padding
    return first, first + kernel - 1
