# rejected with: You leave out the padding


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, _ in reversed(layers):
        first, last = first * stride, last * stride + kernel - 1
    return first, last
