# rejected with: you return
def pixels_seen(layers, position):
    first = last = torch.tensor(position, dtype=torch.int8)
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return int(first), int(last)
