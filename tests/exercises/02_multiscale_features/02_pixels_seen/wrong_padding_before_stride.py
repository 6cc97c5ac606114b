# rejected with: you return


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = (first - padding) * stride
        last = (last - padding) * stride + kernel - 1
    return first, last
