# %% wrong: networks swapped
# says: You took one network for the other
def fault_of(counts, learner):
    for name, of in counts.items():
        if name == learner:
            other = of
        else:
            own = of
    if other.moved > 0 or own.moved == 0:
        return 1
    if own.on_old_gradient > 0:
        return 2
    if other.with_gradient > 0:
        return 3
    return 0


# %% wrong: always the generator
# says: you always look at the generator's
def fault_of(counts, learner):
    own, other = counts["generator"], counts["discriminator"]
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: stands still
# says: A step whose learner stands still is faulty too
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: the other moves
# says: You miss steps that move the other network
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: all must move
# says: Not every parameter of the learner has to move
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or own.moved < own.parameters:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: all with a gradient must move
# says: Not every parameter of the learner has to move
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or own.moved < own.with_gradient:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: all must be reached
# says: One parameter of the other network that got a gradient is a fault
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient == other.parameters else 0


# %% wrong: all must lie on old ones
# says: One gradient of the learner on top of an old one is a fault
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient == own.parameters:
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: old ones anywhere
# says: Old gradients matter in the network that learns
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if any(of.on_old_gradient for of in counts.values()):
        return 2
    return 3 if other.with_gradient else 0


# %% wrong: largest number
# says: the smallest number is asked for
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.with_gradient:
        return 3
    if own.on_old_gradient:
        return 2
    return 1 if other.moved or not own.moved else 0


# %% wrong: leak before old
# says: Where faults 2 and 3 both fit
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if other.with_gradient:
        return 3
    return 2 if own.on_old_gradient else 0


# %% wrong: no leak
# says: You miss gradients that reach the other network
def fault_of(counts, learner):
    own = counts[learner]
    other = next(of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    return 2 if own.on_old_gradient else 0


# %% wrong: words
# says: must be a number
def fault_of(counts, learner):
    return "wrong optimizer"


# %% wrong: new leaks only
# says: on top of an old one has leaked too
def fault_of(counts, learner):
    own = counts[learner]
    (other,) = (of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient - other.on_old_gradient else 0


# %% wrong: more than one
# says: ask for more than one
def fault_of(counts, learner):
    own = counts[learner]
    (other,) = (of for name, of in counts.items() if name != learner)
    if other.moved > 1 or not own.moved:
        return 1
    if own.on_old_gradient > 1:
        return 2
    return 3 if other.with_gradient > 1 else 0


# %% wrong: more than one leaked
# says: ask for more than one that leaked
def fault_of(counts, learner):
    own = counts[learner]
    (other,) = (of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    return 3 if other.with_gradient > 1 else 0


# %% wrong: all of a network
# says: ask for all of a network's
def fault_of(counts, learner):
    own = counts[learner]
    (other,) = (of for name, of in counts.items() if name != learner)
    if other.moved == other.parameters or not own.moved:
        return 1
    if own.on_old_gradient == own.parameters:
        return 2
    return 3 if other.with_gradient == other.parameters else 0


# %% right: by expression
def fault_of(counts, learner):
    (other,) = (name for name in counts if name != learner)
    strayed = counts[other].moved > 0 or counts[learner].moved == 0
    old, leak = counts[learner].on_old_gradient > 0, counts[other].with_gradient > 0
    return 1 if strayed else 2 if old else 3 * leak


# %% right: by list
def fault_of(counts, learner):
    others = dict(counts)
    own = others.pop(learner)
    other = list(others.values())[0]
    signs = [
        other.moved != 0 or own.moved == 0,
        own.on_old_gradient != 0,
        other.with_gradient != 0,
    ]
    return signs.index(True) + 1 if any(signs) else 0


# %% right: unpacked
def fault_of(counts, learner):
    other = {"generator": "discriminator", "discriminator": "generator"}[learner]
    _, _, old, moved = counts[learner]
    _, leaked, _, strayed = counts[other]
    fault = 0
    if leaked:
        fault = 3
    if old:
        fault = 2
    if strayed or not moved:
        fault = 1
    return torch.tensor(fault)
