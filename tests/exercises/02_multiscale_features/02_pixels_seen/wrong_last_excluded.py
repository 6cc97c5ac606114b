# rejected with: Your last pixel is too far


def pixels_seen(layers, position):
    first, last = position, position + 1
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = (last - 1) * stride - padding + kernel
    return first, last
