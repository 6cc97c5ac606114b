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
