def pixels_seen(layers, position):
    pixels = torch.tensor([position, position])
    for kernel, stride, padding in layers[::-1]:
        pixels = pixels * stride - padding + torch.tensor([0, kernel - 1])
    return pixels
