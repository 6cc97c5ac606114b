# rejected with: you return


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + 2
    return first, last
