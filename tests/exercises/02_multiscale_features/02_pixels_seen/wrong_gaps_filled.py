# rejected with: you return


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + max(kernel, stride) - 1
    return first, last
