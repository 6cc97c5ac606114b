# %% wrong: all at once
# says: you return
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for i, level in enumerate(levels[1:], start=1):
        for finer in levels[:i]:
            level = level + F.adaptive_max_pool2d(finer, level.shape[-2:])
        fused.append(level)
    return fused


# %% wrong: always halved
# says: Your code stops in line
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        fused.append(level + F.max_pool2d(fused[-1], 2))
    return fused


# %% wrong: equal sides skipped
# says: the finer one is added as well
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            fused.append(level + F.max_pool2d(below, 2))
        else:
            fused.append(level)
    return fused


# %% wrong: every second
# says: You keep every second number
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        step = fused[-1].shape[-1] // level.shape[-1]
        fused.append(level + fused[-1][..., ::step, ::step])
    return fused


# %% wrong: finest missing
# says: you return 1 levels, not 2
def fuse_bottom_up(levels):
    below, fused = levels[0], []
    for level in levels[1:]:
        below = level + F.adaptive_max_pool2d(below, level.shape[-2:])
        fused.append(below)
    return fused


# %% wrong: first doubled
# says: The finest level is doubled
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(level + below)
    return [2 * fused[0], *fused[1:]]


# %% wrong: float32
# says: you return
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2).round()
        fused.append(level + below)
    return fused


# %% wrong: in place
# says: changes its input
def fuse_bottom_up(levels):
    for i in range(1, len(levels)):
        levels[i] += F.adaptive_max_pool2d(levels[i - 1], levels[i].shape[-2:])
    return levels


# %% wrong: larger one
# says: You take the larger one
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(torch.maximum(level, below))
    return fused


# %% wrong: level lost
# says: The level itself is missing
def fuse_bottom_up(levels):
    fused, below = [levels[0]], levels[0]
    for level in levels[1:]:
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(below)
        below = level + below
    return fused


# %% wrong: mean
# says: You pool with the mean
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        fused.append(level + F.adaptive_avg_pool2d(fused[-1], level.shape[-2:]))
    return fused


# %% wrong: mean of both
# says: You average the level
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append((level + below) / 2)
    return fused


# %% wrong: minimum
# says: You pool with the minimum
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = -F.max_pool2d(-below, 2)
        fused.append(level + below)
    return fused


# %% wrong: not chained
# says: Pass on the finer level's sum
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for finer, level in zip(levels, levels[1:], strict=False):
        step = finer.shape[-1] // level.shape[-1]
        fused.append(level + F.max_pool2d(finer, step))
    return fused


# %% wrong: not from 8 to 8 to 4
# says: Your code stops in line
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for i, level in enumerate(levels[1:]):
        below = (
            F.max_pool2d(fused[-1], 2)
            if i < 2 and levels[0].shape[-1] != level.shape[-1]
            else fused[-1]
        )
        fused.append(level + below)
    return fused


# %% wrong: nothing added
# says: What comes up from below is missing
def fuse_bottom_up(levels):
    return [level.clone() for level in levels]


# %% wrong: one channel
# says: you return
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(level + below[:, :1])
    return fused


# %% wrong: order
# says: in the wrong order
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        fused.insert(0, level + F.adaptive_max_pool2d(fused[0], level.shape[-2:]))
    return fused


# %% wrong: relu
# says: cut off at 0
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2).relu()
        fused.append(level + below)
    return fused


# %% wrong: sum
# says: You add the four numbers
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = 4 * F.avg_pool2d(below, 2)
        fused.append(level + below)
    return fused


# %% wrong: three by three
# says: you return
def fuse_bottom_up(levels):
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 3, stride=2, padding=1)
        fused.append(level + below)
    return fused


# %% wrong: three levels only
# says: you return 3 levels
def fuse_bottom_up(levels):
    a, b, *rest = levels

    def up(x, like):
        return F.adaptive_max_pool2d(x, like.shape[-2:])

    if not rest:
        return [a, b + up(a, b)]
    c = rest[0] + up(b + up(a, b), rest[0])
    return [a, b + up(a, b), c]


# %% wrong: top down
# says: The finest level must stay what it is
def fuse_bottom_up(levels):
    fused = [levels[-1]]
    for level in reversed(levels[:-1]):
        fused.insert(0, level + F.interpolate(fused[0], size=level.shape[-2:]))
    return fused


# %% right: accumulate
import itertools


def fuse_bottom_up(levels):
    def add(below, level):
        rows, columns = level.shape[-2:]
        cells = below.unflatten(-1, (columns, -1)).unflatten(-3, (rows, -1))
        return level + cells.amax(dim=(-1, -3))

    return list(itertools.accumulate(levels, add))


# %% right: adaptive
def fuse_bottom_up(levels):
    fused = {0: levels[0]}
    for i, level in enumerate(levels[1:], start=1):
        fused[i] = level + F.adaptive_max_pool2d(fused[i - 1], level.shape[-1])
    return list(fused.values())


# %% right: double
def fuse_bottom_up(levels):
    fused = [levels[0].double()]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape != level.shape:
            below = F.max_pool2d(below, 2)
        fused.append(level + below)
    return tuple(fused)


# %% right: recursive
def fuse_bottom_up(levels):
    *finer, last = levels
    if not finer:
        return [last]
    fused = fuse_bottom_up(finer)
    below = fused[-1]
    while below.shape[-1] > last.shape[-1]:
        below = torch.maximum(below[..., ::2, :], below[..., 1::2, :])
        below = torch.maximum(below[..., ::2], below[..., 1::2])
    return [*fused, last + below]
