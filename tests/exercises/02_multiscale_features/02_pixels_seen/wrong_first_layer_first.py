# rejected with: The order is turned round


def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in layers:
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last
