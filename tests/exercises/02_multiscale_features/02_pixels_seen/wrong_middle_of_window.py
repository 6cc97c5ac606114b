# rejected with: you return


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - kernel // 2
        last = last * stride + kernel // 2
    return first, last
