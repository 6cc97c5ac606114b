def pixels_seen(layers, position):
    def edge(left, at, far):
        if not left:
            return at
        kernel, stride, padding = left[-1]
        return edge(left[:-1], at * stride - padding + far * (kernel - 1), far)

    return [edge(layers, position, far) for far in (0, 1)]
