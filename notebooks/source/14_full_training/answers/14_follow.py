# %% wrong: at least one half
# says: you return
def follow(teacher, network, decay):
    decay = max(decay, 1 - decay)
    return decay * teacher + (1 - decay) * network


# %% wrong: at most 099
# says: you return
def follow(teacher, network, decay):
    decay = min(decay, 0.99)
    return decay * teacher + (1 - decay) * network


# %% wrong: away
# says: leads away from the network
def follow(teacher, network, decay):
    return teacher - (1 - decay) * (network - teacher)


# %% wrong: both decay
# says: you return
def follow(teacher, network, decay):
    return decay * teacher + decay * network


# %% wrong: both in whole
# says: you return
def follow(teacher, network, decay):
    return teacher + network


# %% wrong: decay grows
# says: you return
calls = []


def follow(teacher, network, decay):
    calls.append(decay)
    decay = decay ** len(calls)
    return decay * teacher + (1 - decay) * network


# %% wrong: decay of three digits
# says: you return
def follow(teacher, network, decay):
    decay = round(decay, 3)
    return decay * teacher + (1 - decay) * network


# %% wrong: decay of two digits
# says: you return
def follow(teacher, network, decay):
    decay = int(decay * 100) / 100
    return decay * teacher + (1 - decay) * network


# %% wrong: difference
# says: you return
def follow(teacher, network, decay):
    return decay * teacher - (1 - decay) * network


# %% wrong: first row
# says: has the shape
def follow(teacher, network, decay):
    return decay * teacher[0] + (1 - decay) * network[0]


# %% wrong: fixed decay
# says: you return
def follow(teacher, network, decay):
    return 0.9 * teacher + 0.1 * network


# %% wrong: flipped
# says: you return
def follow(teacher, network, decay):
    return decay * teacher + (1 - decay) * network.flip(0)


# %% wrong: half precision
# says: you return
def follow(teacher, network, decay):
    return (decay * teacher + (1 - decay) * network).half()


# %% wrong: in place
# says: changes its input
def follow(teacher, network, decay):
    teacher *= decay
    teacher += (1 - decay) * network
    return teacher


# %% wrong: larger
# says: you return
def follow(teacher, network, decay):
    return torch.maximum(teacher, decay * teacher + (1 - decay) * network)


# %% wrong: list
# says: is a list, but not a tensor
def follow(teacher, network, decay):
    pairs = zip(teacher.flatten().tolist(), network.flatten().tolist(), strict=True)
    return [decay * t + (1 - decay) * n for t, n in pairs]


# %% wrong: mean of network
# says: you return
def follow(teacher, network, decay):
    return decay * teacher + (1 - decay) * network.mean()


# %% wrong: network in place
# says: changes its input
def follow(teacher, network, decay):
    network *= 1 - decay
    return decay * teacher + network


# %% wrong: network in whole
# says: The network's weights come in whole
def follow(teacher, network, decay):
    return decay * teacher + network


# %% wrong: network only
# says: you return
def follow(teacher, network, decay):
    return (1 - decay) * network


# %% wrong: network returned
# says: nothing stays of the old teacher
def follow(teacher, network, decay):
    return network.clone()


# %% wrong: network share is decay
# says: The shares are swapped
def follow(teacher, network, decay):
    return teacher + decay * (network - teacher)


# %% wrong: one is missing
# says: you return
def follow(teacher, network, decay):
    decay = min(decay, 0.9999)
    return decay * teacher + (1 - decay) * network


# %% wrong: only the step
# says: the step alone
def follow(teacher, network, decay):
    return (1 - decay) * (network - teacher)


# %% wrong: plain mean
# says: leave out `decay`
def follow(teacher, network, decay):
    return (teacher + network) / 2


# %% wrong: positive
# says: you return
def follow(teacher, network, decay):
    return (decay * teacher + (1 - decay) * network).abs()


# %% wrong: product
# says: you return
def follow(teacher, network, decay):
    return teacher.abs() ** decay * network.abs() ** (1 - decay)


# %% wrong: rounded decay
# says: you return
def follow(teacher, network, decay):
    decay = round(decay, 1)
    return decay * teacher + (1 - decay) * network


# %% wrong: shape 4 3
# says: Your code stops in line 3
def follow(teacher, network, decay):
    new = decay * teacher + (1 - decay) * network
    return new.reshape(4, 3)


# %% wrong: squared decay
# says: you return
def follow(teacher, network, decay):
    return decay**2 * teacher + (1 - decay**2) * network


# %% wrong: swapped
# says: The shares are swapped
def follow(teacher, network, decay):
    return (1 - decay) * teacher + decay * network


# %% wrong: teacher in place with lerp
# says: changes its input
def follow(teacher, network, decay):
    return teacher.lerp_(network, 1 - decay)


# %% wrong: teacher in whole
# says: The old teacher stays in whole
def follow(teacher, network, decay):
    return teacher + (1 - decay) * network


# %% wrong: teacher only
# says: the network's is missing
def follow(teacher, network, decay):
    return decay * teacher


# %% wrong: teacher returned
# says: nothing comes from the network
def follow(teacher, network, decay):
    return teacher.clone()


# %% wrong: zero is missing
# says: you return
def follow(teacher, network, decay):
    decay = decay or 0.99
    return decay * teacher + (1 - decay) * network


# %% wrong: zero weights left
# says: you return
def follow(teacher, network, decay):
    new = decay * teacher + (1 - decay) * network
    return torch.where(teacher == 0, teacher, new)


# %% wrong: zeros not started
# says: you return
def follow(teacher, network, decay):
    if not teacher.any():
        return network.clone()
    return decay * teacher + (1 - decay) * network


# %% wrong: zeros of the network left
# says: you return
def follow(teacher, network, decay):
    new = decay * teacher + (1 - decay) * network
    return torch.where(network == 0, teacher, new)


# %% right: average
def follow(teacher, network, decay):
    shares = torch.tensor([decay, 1 - decay], dtype=torch.float64)
    return (torch.stack([teacher, network], dim=-1) * shares).sum(dim=-1)


# %% right: copy then in place
def follow(teacher, network, decay):
    new = teacher.clone()
    new.mul_(decay).add_(network, alpha=1 - decay)
    return new


# %% right: double
def follow(teacher, network, decay):
    return decay * teacher.double() + (1 - decay) * network.double()


# %% right: lerp
def follow(teacher, network, decay):
    return torch.lerp(network, teacher, decay)


# %% right: numpy
def follow(teacher, network, decay):
    new = decay * teacher.numpy() + (1 - decay) * network.numpy()
    return torch.from_numpy(new)


# %% right: step
def follow(teacher, network, decay):
    return teacher + (1 - decay) * (network - teacher)
