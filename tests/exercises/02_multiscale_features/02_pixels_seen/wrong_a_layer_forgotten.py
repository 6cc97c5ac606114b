# rejected with: You leave out one layer


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers[1:]):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last
