# %% wrong: a layer forgotten
# says: You leave out one layer
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers[1:]):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


# %% wrong: centred on position
# says: The size is right, the place is not
def pixels_seen(layers, position):
    size = receptive_field(layers)
    return position - size // 2, position - size // 2 + size - 1


# %% wrong: counted from 1
# says: You count pixels from 1
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first + 1, last + 1


# %% wrong: cut off
# says: You cut off what lies in the padding
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return max(first, 0), last


# %% wrong: eight bits
# says: you return
def pixels_seen(layers, position):
    first = last = torch.tensor(position, dtype=torch.int8)
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return int(first), int(last)


# %% wrong: first and size
# says: the number of pixels
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last - first + 1


# %% wrong: first layer first
# says: The order is turned round
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in layers:
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


# %% wrong: first padding only
# says: You move the first pixel by the padding
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride + kernel - 1
    return first, last


# %% wrong: floats
# says: must be two whole numbers
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first / 1, last / 1


# %% wrong: gaps filled
# says: you return
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + max(kernel, stride) - 1
    return first, last


# %% wrong: kernels of 3
# says: you return
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + 2
    return first, last


# %% wrong: last excluded
# says: Your last pixel is too far
def pixels_seen(layers, position):
    first, last = position, position + 1
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = (last - 1) * stride - padding + kernel
    return first, last


# %% wrong: last first
# says: the last pixel before the first
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return last, first


# %% wrong: last layer alone
# says: the last layer alone
def pixels_seen(layers, position):
    kernel, stride, padding = layers[-1]
    first = position * stride - padding
    return first, first + kernel - 1


# %% wrong: layers reversed in place
# says: changes its input
def pixels_seen(layers, position):
    layers.reverse()
    first = last = position
    for kernel, stride, padding in layers:
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


# %% wrong: middle of window
# says: you return
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - kernel // 2
        last = last * stride + kernel // 2
    return first, last


# %% wrong: no end
# says: was stopped after
def pixels_seen(layers, position):
    first = last = position
    while layers:
        kernel, stride, padding = layers[-1]
        first = 0
    return first, last


# %% wrong: no padding
# says: You leave out the padding
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, _ in reversed(layers):
        first, last = first * stride, last * stride + kernel - 1
    return first, last


# %% wrong: no stride
# says: You leave out the stride
def pixels_seen(layers, position):
    first = last = position
    for kernel, _, padding in reversed(layers):
        first = first - padding
        last = last - padding + kernel - 1
    return first, last


# %% wrong: off by one in every layer
# says: Your last pixel is too far
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel
    return first, last


# %% wrong: padding added
# says: do not add it
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride + padding
        last = last * stride + padding + kernel - 1
    return first, last


# %% wrong: padding before stride
# says: you return
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = (first - padding) * stride
        last = (last - padding) * stride + kernel - 1
    return first, last


# %% wrong: padding twice
# says: you return
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - 2 * padding
        last = last * stride - 2 * padding + kernel - 1
    return first, last


# %% wrong: size
# says: must be two whole numbers
def pixels_seen(layers, position):
    return receptive_field(layers)


# %% wrong: stride always 2
# says: A stride need not be 2
def pixels_seen(layers, position):
    first = last = position
    for kernel, stride, padding in reversed(layers):
        if stride > 1:
            stride = 2
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last


# %% wrong: strides added
# says: you return
def pixels_seen(layers, position):
    jump, start, size = 1, 0, 1
    for kernel, stride, padding in layers:
        start -= padding * jump
        size += (kernel - 1) * jump
        jump += stride - 1
    return start + position * jump, start + position * jump + size - 1


# %% wrong: strides do not multiply
# says: Strides multiply
def pixels_seen(layers, position):
    jump, start, size = 1, 0, 1
    for kernel, stride, padding in layers:
        start -= padding * jump
        size += (kernel - 1) * jump
        jump = max(jump, stride)
    return start + position * jump, start + position * jump + size - 1


# %% right: by gradient
def pixels_seen(layers, position):
    margin = 400  # room for what lies in the padding
    signal = torch.zeros(1, 1, 1_200, dtype=torch.float64, requires_grad=True)
    values, start = signal, margin
    for kernel, stride, padding in layers:
        # Position p reads from p * stride - padding on: slide the window there.
        values = values[..., (start - padding) % stride :]
        start = (start - padding - (start - padding) % stride) // stride
        ones = torch.ones(1, 1, kernel, dtype=torch.float64)
        values = torch.nn.functional.conv1d(values, ones, stride=stride)
    values[0, 0, start + position].backward()
    seen = signal.grad.flatten().nonzero().flatten() - margin
    return int(seen[0]), int(seen[-1])


# %% right: numpy
import numpy as np


def pixels_seen(layers, position):
    pixels = np.array([position, position])
    for kernel, stride, padding in layers[::-1]:
        pixels = pixels * stride - padding + [0, kernel - 1]
    return tuple(pixels)


# %% right: recursive
def pixels_seen(layers, position):
    def edge(left, at, far):
        if not left:
            return at
        kernel, stride, padding = left[-1]
        return edge(left[:-1], at * stride - padding + far * (kernel - 1), far)

    return [edge(layers, position, far) for far in (0, 1)]


# %% right: start and size
def pixels_seen(layers, position):
    jump, start, size = 1, 0, 1
    for kernel, stride, padding in layers:
        start -= padding * jump
        size += (kernel - 1) * jump
        jump *= stride
    return start + position * jump, start + position * jump + size - 1


# %% right: tensor
def pixels_seen(layers, position):
    pixels = torch.tensor([position, position])
    for kernel, stride, padding in layers[::-1]:
        pixels = pixels * stride - padding + torch.tensor([0, kernel - 1])
    return pixels
