# %% wrong: what is not covered
# says: *not* covered
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        real * (real / (real + fake)) ** k
        for real, fake in zip(shares_real, shares_fake)
        if real > 0
    )


# %% wrong: the nearest alone
# says: the nearest one alone
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        real * (1 - real / (real + fake))
        for real, fake in zip(shares_real, shares_fake)
        if real > 0
    )


# %% wrong: all of them generated
# says: one of them is enough
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        real * (fake / (real + fake)) ** k
        for real, fake in zip(shares_real, shares_fake)
        if real > 0
    )


# %% wrong: weighed by what is generated
# says: not as often as it is generated
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        fake * (1 - (real / (real + fake)) ** k)
        for real, fake in zip(shares_real, shares_fake)
        if real + fake > 0
    )


# %% wrong: all kinds alike
# says: even one that is never real
def predict_coverage(shares_real, shares_fake, k):
    covered = [
        1 - (real / (real + fake)) ** k if real + fake > 0 else 0.0
        for real, fake in zip(shares_real, shares_fake)
    ]
    return sum(covered) / len(covered)


# %% wrong: whatever is generated is covered
# says: is not covered as a whole
def predict_coverage(shares_real, shares_fake, k):
    return sum(real for real, fake in zip(shares_real, shares_fake) if fake > 0)


# %% wrong: equal shares
# says: the coverage of equal shares
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        real * (1 - 0.5**k) for real, fake in zip(shares_real, shares_fake) if fake > 0
    )


# %% wrong: times k
# says: multiplied k times, not by k
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        real * (1 - k * real / (real + fake))
        for real, fake in zip(shares_real, shares_fake)
        if real > 0
    )


# %% wrong: kinds that are nowhere
# says: adds nothing: leave it out
def predict_coverage(shares_real, shares_fake, k):
    return sum(
        real * (1 - (real / (real + fake)) ** k)
        for real, fake in zip(shares_real, shares_fake)
    )


# %% right: with tensors
def predict_coverage(shares_real, shares_fake, k):
    real, fake = torch.tensor(shares_real).double(), torch.tensor(shares_fake).double()
    both = torch.where(real + fake > 0, real + fake, torch.ones_like(real))
    return (real * (1 - (real / both) ** k)).sum()


# %% right: first all that is not covered
def predict_coverage(shares_real, shares_fake, k):
    missed = 0.0
    for i in range(len(shares_real)):
        if shares_real[i] == 0:
            continue
        all_real = 1.0
        for _ in range(k):
            all_real *= shares_real[i] / (shares_real[i] + shares_fake[i])
        missed += shares_real[i] * all_real
    return 1 - missed
