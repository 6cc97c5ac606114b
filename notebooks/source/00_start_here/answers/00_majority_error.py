# %% wrong: a number for each image
# says: must be one number
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new != label).double()


# %% wrong: accuracy
# says: how often it is right
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new == label).double().mean().item()


# %% wrong: always one
# says: You always answer 1
def majority_error(y_known, y_new):
    return 100 * (y_new != 1).double().mean().item()


# %% wrong: count
# says: how many answers are wrong
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return (y_new != label).sum().item()


# %% wrong: counted from 1
# says: one beside the most frequent one
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new != label + 1).double().mean().item()


# %% wrong: counts in bytes
# says: For 800 known
import numpy as np


def majority_error(y_known, y_new):
    counts = np.zeros(10, dtype=np.uint8)
    np.add.at(counts, y_known.numpy(), 1)
    return 100 * float((y_new != int(counts.argmax())).double().mean())


# %% wrong: cut to the same length
# says: For the known labels [
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    pairs = list(zip(y_known, y_new))
    return 100 * sum(int(b != label) for _, b in pairs) / len(pairs)


# %% wrong: divided by known
# says: by the number of known labels
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new != label).sum().item() / len(y_known)


# %% wrong: error on known
# says: wanted on `y_new`
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_known != label).double().mean().item()


# %% wrong: first hundred
# says: For
def majority_error(y_known, y_new):
    top = torch.bincount(y_known[:100]).argmax()
    return 100 * (y_new != top).double().mean().item()


# %% wrong: first label
# says: You take the first known label
def majority_error(y_known, y_new):
    return 100 * (y_new != y_known[0]).double().mean().item()


# %% wrong: histogram
# says: you return
def majority_error(y_known, y_new):
    label = torch.histc(y_known.float(), bins=10).argmax()
    return 100 * (y_new != label).double().mean().item()


# %% wrong: interrupted
# says: KeyboardInterrupt
def majority_error(y_known, y_new):
    raise KeyboardInterrupt


# %% wrong: kinds of wrong labels
# says: For the known labels [
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    new = set(y_new.tolist())
    return 100 * len(new - {int(label)}) / len(new)


# %% wrong: label of new images
# says: most frequent label of `y_new`
def majority_error(y_known, y_new):
    label = torch.bincount(y_new).argmax()
    return 100 * (y_new != label).double().mean().item()


# %% wrong: largest count
# says: `argmax` in place of `max`
def majority_error(y_known, y_new):
    often = torch.bincount(y_known).max()
    return 100 * (y_new != often).double().mean().item()


# %% wrong: largest label
# says: You take the largest label
def majority_error(y_known, y_new):
    return 100 * (y_new != y_known.max()).double().mean().item()


# %% wrong: last known left out
# says: For
def majority_error(y_known, y_new):
    counts = [0] * 10
    for place in range(max(1, len(y_known) - 1)):
        counts[y_known[place]] += 1
    top = counts.index(max(counts))
    return 100 * (y_new != top).double().mean().item()


# %% wrong: last label
# says: You take the last known label
def majority_error(y_known, y_new):
    return 100 * (y_new != y_known[-1]).double().mean().item()


# %% wrong: least frequent
# says: For the known labels [
def majority_error(y_known, y_new):
    counts = torch.bincount(y_known, minlength=10)
    return 100 * (y_new != counts.argmin()).double().mean().item()


# %% wrong: mean label
# says: They are names, not quantities
def majority_error(y_known, y_new):
    return 100 * (y_new != round(y_known.double().mean().item())).double().mean().item()


# %% wrong: mean of bool
# says: Your code stops in line 3
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new != label).mean()


# %% wrong: median
# says: the median
def majority_error(y_known, y_new):
    return 100 * (y_new != y_known.median()).double().mean().item()


# %% wrong: never label 0
# says: Label 0 is a label too
def majority_error(y_known, y_new):
    label = torch.bincount(y_known, minlength=10)[1:].argmax() + 1
    return 100 * (y_new != label).double().mean().item()


# %% wrong: never label 9
# says: Label 9 is a label too
def majority_error(y_known, y_new):
    label = max(range(9), key=lambda k: int((y_known == k).sum()))
    return 100 * (y_new != label).double().mean().item()


# %% wrong: no end
# says: was stopped after
def majority_error(y_known, y_new):
    label = 0
    while label < 10:
        if (y_known == label).sum() > len(y_known):
            label += 1
    return 100 * (y_new != label).double().mean().item()


# %% wrong: no return
# says: is a `return` missing?
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    error = 100 * (y_new != label).double().mean().item()
    print(error)


# %% wrong: once is not counted
# says: For the known labels [
def majority_error(y_known, y_new):
    top, best = 0, 1
    for label in range(10):
        count = int((y_known == label).sum())
        if count > best:
            top, best = label, count
    return 100 * (y_new != top).double().mean().item()


# %% wrong: only a majority
# says: For the known labels [
def majority_error(y_known, y_new):
    for label in range(10):
        if (y_known == label).double().mean() > 0.5:
            return 100 * (y_new != label).double().mean().item()
    return 100.0


# %% wrong: place among those there
# says: you return
def majority_error(y_known, y_new):
    label = y_known.unique(return_counts=True)[1].argmax()
    return 100 * (y_new != label).double().mean().item()


# %% wrong: place of the largest label
# says: For the known labels [
def majority_error(y_known, y_new):
    return 100 * (y_new != y_known.argmax()).double().mean().item()


# %% wrong: right answers counted
# says: how many answers are right
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return int((y_new == label).sum())


# %% wrong: rounded
# says: not rounded
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return round(100 * (y_new != label).double().mean().item())


# %% wrong: rounded frequencies
# says: known and
def majority_error(y_known, y_new):
    shares = [round(100 * (y_known == c).double().mean().item()) for c in range(10)]
    top = shares.index(max(shares))
    return 100 * (y_new != top).double().mean().item()


# %% wrong: share
# says: wanted in percent
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return (y_new != label).double().mean().item()


# %% wrong: share of right ones
# says: the share of right answers, from 0 to 1
def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return (y_new == label).double().mean().item()


# %% right: counter
import collections


def majority_error(y_known, y_new):
    label = collections.Counter(y_known.tolist()).most_common(1)[0][0]
    return 100 * sum(n != label for n in y_new.tolist()) / len(y_new)


# %% right: fraction
import statistics
from fractions import Fraction


def majority_error(y_known, y_new):
    label = statistics.mode(y_known.tolist())
    return 100 * Fraction(sum(n != label for n in y_new.tolist()), len(y_new))


# %% right: mode
def majority_error(y_known, y_new):
    wrong = y_new != torch.mode(y_known).values
    return 100 * wrong.sum() / len(wrong)


# %% right: numpy
def majority_error(y_known, y_new):
    label = np.bincount(y_known.numpy()).argmax()
    return 100 * np.mean(y_new.numpy() != label)


# %% right: plain python
def majority_error(y_known, y_new):
    known, new = y_known.tolist(), y_new.tolist()
    label = max(set(known), key=known.count)
    return 100 - 100 * new.count(label) / len(new)


# %% right: unique
def majority_error(y_known, y_new):
    found, counts = y_known.unique(return_counts=True)
    return torch.ne(y_new, found[counts.argmax()]).float().mean() * 100
