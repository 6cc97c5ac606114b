# rejected with: A stride need not be 2


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        if stride > 1:
            stride = 2
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last
