# rejected with: Strides multiply


def pixels_seen(layers, position):
    jump, start, size = 1, 0, 1
    for kernel, stride, padding in layers:
        start -= padding * jump
        size += (kernel - 1) * jump
        jump = max(jump, stride)
    return start + position * jump, start + position * jump + size - 1
