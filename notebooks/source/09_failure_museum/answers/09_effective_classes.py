# %% wrong: counts the classes
# says: a rare one must count for less
def effective_classes(classes):
    return len(set(classes.tolist()))


# %% wrong: no exp
# says: `exp` is missing
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return -(shares * shares.log()).sum().item()


# %% wrong: the sign
# says: The sign is missing
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return (shares * shares.log()).sum().exp().item()


# %% wrong: base 2
# says: The logarithm has base 2
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return (-(shares * shares.log2()).sum()).exp().item()


# %% wrong: no factor
# says: You leave out the factor p
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return (-shares.log().sum()).exp().item()


# %% wrong: mean
# says: You take the mean over the classes
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return (-(shares * shares.log()).mean()).exp().item()


# %% wrong: squares
# says: one over the sum of the squared shares
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return (1 / (shares**2).sum()).item()


# %% wrong: a share
# says: the result would be a share
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return ((-(shares * shares.log()).sum()).exp() / len(counts)).item()


# %% wrong: classes from 0 to 9
# says: not 2.828
def effective_classes(classes):
    counts = (classes[:, None] == torch.arange(10)).sum(dim=0)
    shares = (counts / len(classes)).clamp_min(1e-12)
    return (-(shares * shares.log()).sum()).exp().item()


# %% wrong: empty classes too
# says: 0 times log 0 is nan
def effective_classes(classes):
    shares = torch.bincount(classes - classes.min()) / len(classes)
    return (-(shares * shares.log()).sum()).exp().item()


# %% wrong: counts for shares
# says: divide them by their sum
def effective_classes(classes):
    counts = classes.unique(return_counts=True)[1].double()
    return (-(counts * counts.log()).sum()).exp().item()


# %% wrong: rounded
# says: need not be whole
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts / counts.sum()
    return round((-(shares * shares.log()).sum()).exp().item())


# %% wrong: the example
# says: the example's number
def effective_classes(classes):
    return 1.755


# %% right: in plain Python
def effective_classes(classes):
    import math
    from collections import Counter

    names = classes.tolist()
    total = 0.0
    for count in Counter(names).values():
        total += count / len(names) * math.log(count / len(names))
    return math.exp(-total)


# %% right: as a product of powers
def effective_classes(classes):
    counts = torch.unique(classes, return_counts=True)[1].float()
    shares = counts / counts.sum()
    return torch.prod(shares ** (-shares))


# %% right: base 2 throughout
def effective_classes(classes):
    _, counts = classes.unique(return_counts=True)
    shares = counts.double() / len(classes)
    return 2 ** (-(shares * shares.log2()).sum())


# %% right: by a distribution
def effective_classes(classes):
    counts = classes.unique(return_counts=True)[1]
    return torch.distributions.Categorical(counts / counts.sum()).entropy().exp()
