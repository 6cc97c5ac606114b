# %% wrong: ordinary convolution
# says: which shrinks a map
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side + 2 * padding - kernel) // stride + 1
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: times stride
# says: overlap or leave gaps
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    return side * stride, inputs * outputs * kernel**2 + outputs


# %% wrong: padding added
# says: you add it
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel + 2 * padding
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: padding on one side
# says: not on one
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - padding
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: padding forgotten
# says: The padding is missing
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: a step too many
# says: there are `side - 1` steps
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = side * stride + kernel - 2 * padding
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: kernel less one
# says: its whole kernel counts
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + (kernel - 1) - 2 * padding
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: no biases
# says: The biases are missing
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    return (side - 1) * stride + kernel - 2 * padding, inputs * outputs * kernel**2


# %% wrong: biases of inputs
# says: every map that comes *out*
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    return side_out, inputs * (outputs * kernel**2 + 1)


# %% wrong: one bias
# says: not one for the whole layer
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    return side_out, inputs * outputs * kernel**2 + 1


# %% wrong: bias of every kernel
# says: one for every kernel
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    return side_out, inputs * outputs * (kernel**2 + 1)


# %% wrong: kernel of one row
# says: `kernel` x `kernel` numbers
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    return side_out, inputs * outputs * kernel + outputs


# %% wrong: inputs forgotten
# says: Every pair of maps has a kernel
def predict_transposed(side, kernel, stride, padding, channels):
    side_out = (side - 1) * stride + kernel - 2 * padding
    return side_out, channels[1] * (kernel**2 + 1)


# %% wrong: only the side
# says: must be a pair
def predict_transposed(side, kernel, stride, padding, channels):
    return (side - 1) * stride + kernel - 2 * padding


# %% wrong: fixed stride
# says: you return
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * 2 + kernel - 2 * padding
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: half a pixel
# says: are whole numbers
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding + 0.5
    return side_out, inputs * outputs * kernel**2 + outputs


# %% wrong: the other way round
# says: the other way round
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    weights = inputs * outputs * kernel**2 + outputs
    return weights, side_out


# %% wrong: pixels
# says: not the number of pixels
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    weights = inputs * outputs * kernel**2 + outputs
    return side_out**2, weights


# %% wrong: floats
# says: 9; you return
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    weights = inputs * outputs * kernel**2 + outputs
    return float(side_out), float(weights)


# %% wrong: maps added
# says: don't add them
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    weights = inputs * outputs * kernel**2 + outputs
    return side_out, (inputs + outputs) * kernel**2 + outputs


# %% wrong: outputs twice
# says: maps out twice
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    weights = inputs * outputs * kernel**2 + outputs
    return side_out, outputs * outputs * kernel**2 + outputs


# %% wrong: a bias for each pixel
# says: one for each of its pixels
def predict_transposed(side, kernel, stride, padding, channels):
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    weights = inputs * outputs * kernel**2 + outputs
    return side_out, weights + outputs * (side_out**2 - 1)


# %% right: the layer itself
def predict_transposed(side, kernel, stride, padding, channels):
    layer = nn.ConvTranspose2d(*channels, kernel, stride, padding)
    maps = layer(torch.zeros(1, channels[0], side, side))
    return maps.shape[-1], sum(p.numel() for p in layer.parameters())


# %% right: the last stamp
def predict_transposed(side, kernel, stride, padding, channels):
    begins = stride * (side - 1)
    ends = begins + kernel
    kernels = channels[0] * channels[1]
    return [ends - padding - padding, kernels * kernel**2 + channels[1]]


# %% right: stamped one by one
def predict_transposed(side, kernel, stride, padding, channels):
    pixels = {stride * n + k for n in range(side) for k in range(kernel)}
    size = max(pixels) + 1 - 2 * padding
    return size, channels[1] * (channels[0] * kernel * kernel + 1)


# %% right: numbers of NumPy and of PyTorch
def predict_transposed(side, kernel, stride, padding, channels):
    import numpy as np

    sizes = torch.tensor([side - 1, kernel, padding])
    side_out = (sizes * torch.tensor([stride, 1, -2])).sum()
    return side_out, channels[1] + np.prod(channels) * kernel**2
