# rejected with: must be two whole numbers


def pixels_seen(layers, position):
    return receptive_field(layers)
