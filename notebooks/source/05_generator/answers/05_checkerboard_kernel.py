# %% wrong: all ones
# says: counts the stamps
def checkerboard_kernel(kernel):
    return torch.ones(kernel, kernel)


# %% wrong: the other way round
# says: the other way round
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    weights[0, 1] = weights[1, 0] = 1.0
    return weights


# %% wrong: upright stripes
# says: upright stripes
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    weights[:2, 0] = 1.0
    return weights


# %% wrong: flat stripes
# says: flat stripes
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    weights[0, :2] = 1.0
    return weights


# %% wrong: one weight
# says: odd rows have their ones too
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    weights[0, 0] = 1.0
    return weights


# %% wrong: a board in the kernel
# says: their sum must be 1
def checkerboard_kernel(kernel):
    places = torch.arange(kernel)
    return ((places[:, None] + places) % 2 == 0).float()


# %% wrong: minus one
# says: goes from -1 to 1
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    weights[:2, :2] = torch.tensor([[1.0, -1.0], [-1.0, 1.0]])
    return weights


# %% wrong: mean of a board
# says: their sum must be 1
def checkerboard_kernel(kernel):
    return torch.eye(kernel) / kernel


# %% wrong: always 4
# says: has the shape (4, 4)
def checkerboard_kernel(kernel):
    weights = torch.zeros(4, 4)
    weights[0, 0] = weights[1, 1] = 1.0
    return weights


# %% wrong: four axes
# says: has the shape
def checkerboard_kernel(kernel):
    weights = torch.zeros(1, 1, kernel, kernel)
    weights[..., 0, 0] = weights[..., 1, 1] = 1.0
    return weights


# %% wrong: whole numbers
# says: must be floats
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel, dtype=torch.int64)
    weights[0, 0] = weights[1, 1] = 1
    return weights


# %% wrong: even kernels only
# says: With your kernel of 3
def checkerboard_kernel(kernel):
    cell = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    tiled = cell.repeat((kernel + 1) // 2, (kernel + 1) // 2)[:kernel, :kernel]
    return tiled / (kernel // 2) ** 2


# %% wrong: smooth
# says: no pattern at all
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    weights[:2, :2] = 1.0
    return weights


# %% wrong: list
# says: is a list, but not a tensor
def checkerboard_kernel(kernel):
    return [[1.0 * (r == c < 2) for c in range(kernel)] for r in range(kernel)]


# %% right: at the other end
def checkerboard_kernel(kernel):
    first, second = (kernel - 1, kernel - 2)
    weights = torch.zeros(kernel, kernel)
    return weights.index_put((torch.tensor([first, second]),) * 2, torch.ones(()))


# %% right: the sum of a kind shared
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel, dtype=torch.float64)
    for odd in (0, 1):
        kind = weights[odd::2, odd::2]
        kind[:] = 1.0 / kind.numel()
    return weights + 0.0


# %% right: learnt
def checkerboard_kernel(kernel):
    weights = torch.zeros(kernel, kernel)
    board = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    for _ in range(60):
        for row in (0, 1):
            for column in (0, 1):
                kind = weights[row::2, column::2]
                kind -= (kind.sum() - board[row, column]) / kind.numel() / 2
    return 1.0 * weights
