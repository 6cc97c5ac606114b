# rejected with: changes its input


def pixels_seen(layers, position):
    layers.reverse()
    first = last = position
    for kernel, stride, padding in layers:
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last
