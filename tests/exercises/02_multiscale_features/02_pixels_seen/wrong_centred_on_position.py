# rejected with: The size is right, the place is not


def pixels_seen(layers, position):
    size = receptive_field(layers)
    return position - size // 2, position - size // 2 + size - 1
