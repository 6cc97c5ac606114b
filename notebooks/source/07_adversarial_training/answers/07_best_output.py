# %% wrong: not kept in range
# says: Targets beyond 0 and 1
def best_output(p_real, p_fake, target_real, target_fake):
    return (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)


# %% wrong: targets unused
# says: yours does not look at the targets
def best_output(p_real, p_fake, target_real, target_fake):
    return p_real / (p_real + p_fake)


# %% wrong: target of fakes missing
# says: The target of the fake images is missing
def best_output(p_real, p_fake, target_real, target_fake):
    return (target_real * p_real / (p_real + p_fake)).clamp(0, 1)


# %% wrong: targets swapped
# says: The two targets are swapped, or the two densities
def best_output(p_real, p_fake, target_real, target_fake):
    best = (target_fake * p_real + target_real * p_fake) / (p_real + p_fake)
    return best.clamp(0, 1)


# %% wrong: weighed below too
# says: You weigh the densities by their targets below as well
def best_output(p_real, p_fake, target_real, target_fake):
    real, fake = target_real * p_real, target_fake * p_fake
    return (real / (real + fake)).clamp(0, 1)


# %% wrong: half and half
# says: You mix the targets half and half
def best_output(p_real, p_fake, target_real, target_fake):
    return torch.full_like(p_real, (target_real + target_fake) / 2).clamp(0, 1)


# %% wrong: not divided
# says: It must be divided by the sum
def best_output(p_real, p_fake, target_real, target_fake):
    return (target_real * p_real + target_fake * p_fake).clamp(0, 1)


# %% wrong: one number
# says: has the shape ()
def best_output(p_real, p_fake, target_real, target_fake):
    best = (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)
    return best.clamp(0, 1).mean()


# %% wrong: something added
# says: nothing need be added
def best_output(p_real, p_fake, target_real, target_fake):
    total = p_real + p_fake + 1e-6
    return ((target_real * p_real + target_fake * p_fake) / total).clamp(0, 1)


# %% wrong: no lower end
# says: can't fall below 0
def best_output(p_real, p_fake, target_real, target_fake):
    best = (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)
    return best.clamp(max=1)


# %% wrong: no upper end
# says: can't rise above 1
def best_output(p_real, p_fake, target_real, target_fake):
    best = (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)
    return best.clamp(min=0)


# %% wrong: targets brought in
# says: bring the targets into 0 to 1
def best_output(p_real, p_fake, target_real, target_fake):
    target_real, target_fake = min(target_real, 1), max(target_fake, 0)
    return (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)


# %% wrong: A by B
# says: You divide A by B alone
def best_output(p_real, p_fake, target_real, target_fake):
    real = target_real * p_real + target_fake * p_fake
    fake = (1 - target_real) * p_real + (1 - target_fake) * p_fake
    return (real / fake).clamp(0, 1)


# %% wrong: that of a fake
# says: That is how often a place is called fake
def best_output(p_real, p_fake, target_real, target_fake):
    fake = (1 - target_real) * p_real + (1 - target_fake) * p_fake
    return (fake / (p_real + p_fake)).clamp(0, 1)


# %% right: as a share
def best_output(p_real, p_fake, target_real, target_fake):
    share = p_real / (p_real + p_fake)
    return torch.lerp(
        torch.full_like(share, target_fake), torch.full_like(share, target_real), share
    ).clamp(0, 1)


# %% right: in numpy
def best_output(p_real, p_fake, target_real, target_fake):
    real, fake = p_real.double().numpy(), p_fake.double().numpy()
    best = (target_real * real + target_fake * fake) / (real + fake)
    return torch.from_numpy(best.clip(0, 1))
