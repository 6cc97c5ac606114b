import numpy as np


def pixels_seen(layers, position):
    pixels = np.array([position, position])
    for kernel, stride, padding in layers[::-1]:
        pixels = pixels * stride - padding + [0, kernel - 1]
    return tuple(pixels)
