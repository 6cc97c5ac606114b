# rejected with: You count pixels from 1


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first + 1, last + 1
