# rejected with: You keep every second number


def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        step = fused[-1].shape[-1] // level.shape[-1]
        fused.append(level + fused[-1][..., ::step, ::step])
    return fused
