# %% wrong: sees all
# says: This discriminator sees each image whole
def best_answers(p_real, p_fake, seen):
    both = p_real + p_fake
    return torch.where(both > 0, p_real / both.clamp_min(1e-30), 0.5)


# %% wrong: mean of the answers
# says: You average the answers of images that look alike
def best_answers(p_real, p_fake, seen):
    both = p_real + p_fake
    whole = torch.where(both > 0, p_real / both.clamp_min(1e-30), 0.5)
    return torch.stack([whole[seen == k].mean() for k in seen])


# %% wrong: fake
# says: That is the probability of `fake`
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    both = real + fake
    return torch.where(both > 0, fake / both.clamp_min(1e-30), 0.5)


# %% wrong: zero by zero
# says: Where nobody draws what is seen you divide 0 by 0
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return real / (real + fake)


# %% wrong: nobody is fake
# says: the answer is 1/2, not 0 and not 1
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return real / (real + fake).clamp_min(1e-30)


# %% wrong: sure
# says: You answer 0 or 1
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    return (alike @ p_real > alike @ p_fake).to(p_real.dtype)


# %% wrong: one half
# says: You say 1/2 everywhere
def best_answers(p_real, p_fake, seen):
    return torch.full_like(p_real, 0.5)


# %% wrong: difference
# says: You give the difference of the probabilities
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    return alike @ p_real - alike @ p_fake


# %% wrong: real alone
# says: You give the probability that a real image is seen so
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    return alike @ p_real


# %% wrong: one each thing
# says: has the shape
def best_answers(p_real, p_fake, seen):
    answers = []
    for k in seen.unique():
        real, fake = p_real[seen == k].sum(), p_fake[seen == k].sum()
        answers.append(real / (real + fake) if real + fake > 0 else torch.tensor(0.5))
    return torch.stack(answers)


# %% wrong: neighbours
# says: You join images that stand beside each other
def best_answers(p_real, p_fake, seen):
    answers, start = [], 0
    for end in range(1, len(seen) + 1):
        if end == len(seen) or seen[end] != seen[start]:
            real, fake = p_real[start:end].sum(), p_fake[start:end].sum()
            both = real + fake
            answer = (real / both).item() if both > 0 else 0.5
            answers += [answer] * (end - start)
            start = end
    return torch.tensor(answers)


# %% wrong: seen as places
# says: Your code stops
def best_answers(p_real, p_fake, seen):
    real, fake = torch.zeros(len(seen)), torch.zeros(len(seen))
    for image, k in enumerate(seen):
        real[k] += p_real[image]
        fake[k] += p_fake[image]
    both = real + fake
    return torch.where(both > 0, real / both.clamp_min(1e-30), 0.5)[seen]


# %% wrong: nobody draws the image itself
# says: What counts is how often the thing *seen* comes up
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    both = real + fake
    return torch.where(p_real + p_fake > 0, real / both.clamp_min(1e-30), 0.5)


# %% wrong: names without a sign
# says: The numbers in `seen` are names
def best_answers(p_real, p_fake, seen):
    alike = (seen.abs()[:, None] == seen.abs()).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return torch.nan_to_num(real / (real + fake), nan=0.5)


# %% wrong: names modulo a thousand
# says: The numbers in `seen` are names
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] % 1000 == seen % 1000).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return torch.nan_to_num(real / (real + fake), nan=0.5)


# %% wrong: names in float32
# says: The numbers in `seen` are names
def best_answers(p_real, p_fake, seen):
    alike = (seen.float()[:, None] == seen.float()).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return torch.nan_to_num(real / (real + fake), nan=0.5)


# %% wrong: small is nobody
# says: A small total is not 0 for being small
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    both = real + fake
    return torch.where(both > 1e-3, real / both.clamp_min(1e-30), 0.5)


# %% wrong: smoothed
# says: nothing may be added to it
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return (real + 1e-8) / (real + fake + 2e-8)


# %% wrong: one side is nobody
# says: Where one side never draws what is seen
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    both = (real + fake).clamp_min(1e-30)
    return torch.where((real > 0) & (fake > 0), real / both, 0.5)


# %% wrong: nobody is real
# says: the answer is 1/2, not 0 and not 1
def best_answers(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    return torch.nan_to_num(real / (real + fake), nan=1.0)


# %% right: a loop
def best_answers(p_real, p_fake, seen):
    answers = []
    for k in seen:
        real, fake = p_real[seen == k].sum(), p_fake[seen == k].sum()
        answers.append((real / (real + fake)).item() if real + fake > 0 else 0.5)
    return torch.tensor(answers)


# %% right: unique and index_add
def best_answers(p_real, p_fake, seen):
    _, place = seen.unique(return_inverse=True)
    empty = torch.zeros(int(place.max()) + 1, dtype=p_real.dtype)
    real = empty.index_add(0, place, p_real)
    both = real + empty.index_add(0, place, p_fake)
    return torch.nan_to_num(real / both, nan=0.5)[place]


# %% right: dictionaries
def best_answers(p_real, p_fake, seen):
    real, fake = {}, {}
    for p, q, k in zip(p_real.tolist(), p_fake.tolist(), seen.tolist(), strict=True):
        real[k] = real.get(k, 0) + p
        fake[k] = fake.get(k, 0) + q
    totals = {k: real[k] + fake[k] for k in real}
    return torch.tensor(
        [real[k] / totals[k] if totals[k] else 0.5 for k in seen.tolist()]
    )
