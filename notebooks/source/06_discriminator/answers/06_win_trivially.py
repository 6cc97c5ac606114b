# %% wrong: the sign is turned
# says: turn the sign round
def win_trivially(x):
    return torch.where((x == 0).flatten(1).any(dim=1), -1.0, 1.0)


# %% wrong: zero or one
# says: A logit that is 0 or 1 never calls an image fake
def win_trivially(x):
    return (x == 0).flatten(1).any(dim=1).float()


# %% wrong: True or False
# says: torch.bool in place of plain numbers
def win_trivially(x):
    return (x == 0).flatten(1).any(dim=1)


# %% wrong: nearly zero
# says: Ask whether it is *exactly* 0
def win_trivially(x):
    return torch.where((x < 0.01).flatten(1).any(dim=1), 1.0, -1.0)


# %% wrong: rounded
# says: Ask whether it is *exactly* 0
def win_trivially(x):
    return torch.where((x.round() == 0).flatten(1).any(dim=1), 1.0, -1.0)


# %% wrong: isclose
# says: Ask whether it is *exactly* 0
def win_trivially(x):
    zero = torch.isclose(x, torch.zeros_like(x))
    return torch.where(zero.flatten(1).any(dim=1), 1.0, -1.0)


# %% wrong: every pixel zero
# says: You ask whether *all* pixels are 0
def win_trivially(x):
    return torch.where((x == 0).flatten(1).all(dim=1), 1.0, -1.0)


# %% wrong: the batch at once
# says: one number for the whole batch
def win_trivially(x):
    return torch.where((x == 0).any(), 1.0, -1.0)


# %% wrong: the batch for each
# says: One image decides for the whole batch
def win_trivially(x):
    return torch.where((x == 0).any(), 1.0, -1.0).expand(len(x))


# %% wrong: the corner
# says: You look at a corner
def win_trivially(x):
    return torch.where(x[:, 0, 0, 0] == 0, 1.0, -1.0)


# %% wrong: most of them
# says: You want more than half of the pixels
def win_trivially(x):
    share = (x == 0).flatten(1).float().mean(dim=1)
    return torch.where(share > 0.5, 1.0, -1.0)


# %% wrong: ink
# says: You judge by the amount of ink
def win_trivially(x):
    return torch.where(x.flatten(1).mean(dim=1) < 0.3, 1.0, -1.0)


# %% wrong: a second axis
# says: The result has a second axis
def win_trivially(x):
    return torch.where((x == 0).flatten(1).any(dim=1, keepdim=True), 1.0, -1.0)


# %% wrong: a logit a pixel
# says: has the shape
def win_trivially(x):
    return torch.where(x == 0, 1.0, -1.0)


# %% wrong: nothing returned
# says: is a `return` missing
def win_trivially(x):
    (x == 0).flatten(1).any(dim=1)


# %% wrong: axis lost
# says: does a `squeeze` drop the batch axis
def win_trivially(x):
    return torch.where((x == 0).flatten(1).any(dim=1), 1.0, -1.0).squeeze()


# %% wrong: 784 pixels
# says: Your code stops
def win_trivially(x):
    return torch.where((x.view(len(x), 784) == 0).any(dim=1), 1.0, -1.0)


# %% wrong: 28 by 28
# says: For images larger than 28 x 28
def win_trivially(x):
    zero = (x[..., :28, :28] == 0).flatten(1).any(dim=1)
    return torch.where(zero, 1.0, -1.0)


# %% wrong: eight images
# says: has the shape (8,), but not (20,)
def win_trivially(x):
    return torch.where((x == 0).flatten(1).any(dim=1), 1.0, -1.0)[:8]


# %% wrong: two zeros
# says: images of which some have a single pixel of 0
def win_trivially(x):
    return (x == 0).flatten(1).sum(dim=1) - 1.5


# %% right: smallest pixel
def win_trivially(x):
    return 0.5 - (x.amin(dim=(1, 2, 3)) > 0).double()


# %% right: counted
def win_trivially(x):
    zeros = (x == 0).sum(dim=(1, 2, 3))
    return zeros - 0.5


# %% right: a loop
def win_trivially(x):
    return torch.tensor([3.0 if (image == 0).any() else -0.1 for image in x])


# %% right: a logarithm
def win_trivially(x):
    lowest = x.flatten(1).min(dim=1).values
    return -torch.log(lowest.double() + 1e-300).sign() * torch.where(lowest == 0, 1, -1)
