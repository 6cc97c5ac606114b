# %% wrong: collapses
# says: which no collapse explains
def faults():
    return {"A": 1, "B": 1, "C": 1}


# %% wrong: detach
# says: next to no gradient
def faults():
    return {"A": 6, "B": 4, "C": 5}


# %% wrong: swapped
# says: For patient A ask
def faults():
    return {"A": 4, "B": 7, "C": 5}


# %% wrong: one optimizer twice
# says: What do its verdicts depend on
def faults():
    return {"A": 7, "B": 7, "C": 5}


# %% wrong: zeros for B
# says: among fakes it calls them real
def faults():
    return {"A": 7, "B": 8, "C": 5}


# %% wrong: C has collapsed
# says: compare its logits of known
def faults():
    return {"A": 7, "B": 4, "C": 1}


# %% wrong: nothing wrong with C
# says: numbers from 1 to 9
def faults():
    return {"A": 7, "B": 4, "C": 0}


# %% wrong: the axis
# says: A wrong axis makes losses swing
def faults():
    return {"A": 9, "B": 4, "C": 5}


# %% wrong: a list
# says: A dict with the keys
def faults():
    return [7, 4, 5]


# %% right: as a dict of words
def faults():
    return dict(C=5, B=4, A=7)


# %% right: tensors
def faults():
    return {name: torch.tensor(n) for name, n in zip("ABC", (7, 4, 5))}
