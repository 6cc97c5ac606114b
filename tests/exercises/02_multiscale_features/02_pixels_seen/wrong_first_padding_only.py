# rejected with: You move the first pixel by the padding


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride + kernel - 1
    return first, last
