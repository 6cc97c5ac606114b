# rejected with: the last pixel before the first


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return last, first
