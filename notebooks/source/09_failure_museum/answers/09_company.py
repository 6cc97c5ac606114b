# %% wrong: the wrong way round
# says: It is the wrong way round
def company(x, verdict):
    ink = 1.0 if verdict == "real" else 0.0
    return torch.full((3, *x.shape[1:]), ink)


# %% wrong: always white
# says: real whatever verdict
def company(x, verdict):
    return torch.zeros(2, *x.shape[1:])


# %% wrong: always black
# says: fake whatever verdict
def company(x, verdict):
    return torch.ones(2, *x.shape[1:])


# %% wrong: copies
# says: have the same ink
def company(x, verdict):
    return x.repeat(3, 1, 1, 1)


# %% wrong: greys in the middle
# says: whatever its own
def company(x, verdict):
    return torch.full((2, *x.shape[1:]), 0.3 if verdict == "real" else 0.7)


# %% wrong: whiter than paper
# says: outside 0 to 1
def company(x, verdict):
    return torch.full((2, *x.shape[1:]), -1.0 if verdict == "real" else 2.0)


# %% wrong: one image
# says: from 2 to 100 images
def company(x, verdict):
    return torch.zeros_like(x) if verdict == "real" else torch.ones_like(x)


# %% wrong: always 28 pixels
# says: are asked for
def company(x, verdict):
    return torch.full((2, 1, 28, 28), 0.0 if verdict == "real" else 1.0)


# %% wrong: noise
# says: Your company is the same for both verdicts
def company(x, verdict):
    stream = torch.Generator().manual_seed(0)
    return torch.rand(50, *x.shape[1:], generator=stream)


# %% right: paler or darker copies
def company(x, verdict):
    other = x / 2 if verdict == "real" else (x + 1) / 2
    return torch.cat([other, other])


# %% right: many sheets
def company(x, verdict):
    sheets = torch.zeros(100, *x.shape[1:], dtype=torch.float64)
    return sheets if verdict == "real" else 1 - sheets


# %% right: one sheet and a copy
def company(x, verdict):
    sheet = torch.zeros_like(x) if verdict == "real" else torch.ones_like(x)
    return torch.cat([x, sheet])
