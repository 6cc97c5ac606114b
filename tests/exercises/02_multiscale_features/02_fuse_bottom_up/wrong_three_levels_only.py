# rejected with: you return 3 levels


def fuse_bottom_up(levels):
    a, b, *rest = levels

    def up(x, like):
        return F.adaptive_max_pool2d(x, like.shape[-2:])

    if not rest:
        return [a, b + up(a, b)]
    c = rest[0] + up(b + up(a, b), rest[0])
    return [a, b + up(a, b), c]
