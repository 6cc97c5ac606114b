# rejected with: You leave out the stride


def pixels_seen(layers, position):
    first = last = position
    for kernel, _, padding in reversed(layers):
        first = first - padding
        last = last - padding + kernel - 1
    return first, last
