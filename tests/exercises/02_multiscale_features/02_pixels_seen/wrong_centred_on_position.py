# rejected with: the size is right, the place is not


def pixels_seen(layers, position):
    size = receptive_field([(kernel, stride) for kernel, stride, _ in layers])
    return position - size // 2, position - size // 2 + size - 1
