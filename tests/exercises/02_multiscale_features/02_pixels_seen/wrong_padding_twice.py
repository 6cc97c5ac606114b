# rejected with: you return


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - 2 * padding
        last = last * stride - 2 * padding + kernel - 1
    return first, last
