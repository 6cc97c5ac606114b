# %% wrong: itself among the neighbours
# says: as its own nearest one
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k, dim=1).values
    return (torch.cdist(real, fake).amin(dim=1) < edge).double().mean().item()


# %% wrong: precision
# says: That is precision
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    inside = torch.cdist(real, fake) < edge[:, None]
    return inside.any(dim=0).double().mean().item()


# %% wrong: recall
# says: neighbourhoods of generated points
def covered_share(real, fake, k):
    edge = torch.cdist(fake, fake).sort(dim=1).values[:, min(k, len(fake) - 1)]
    inside = torch.cdist(real, fake) < edge
    return inside.any(dim=1).double().mean().item()


# %% wrong: density
# says: That is density
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    inside = torch.cdist(real, fake) < edge[:, None]
    return inside.sum().item() / (k * len(fake))


# %% wrong: on the edge counts
# says: exactly on the edge is outside
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    return (torch.cdist(real, fake).amin(dim=1) <= edge).double().mean().item()


# %% wrong: percent
# says: not in percent
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    return 100 * (torch.cdist(real, fake).amin(dim=1) < edge).double().mean().item()


# %% wrong: mean over all pairs
# says: mean over all pairs
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    return (torch.cdist(real, fake) < edge[:, None]).double().mean().item()


# %% wrong: one size for all
# says: Neighbourhoods differ in size
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values.mean()
    return (torch.cdist(real, fake).amin(dim=1) < edge).double().mean().item()


# %% wrong: no return
# says: is a `return` missing
def covered_share(real, fake, k):
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values
    (torch.cdist(real, fake).amin(dim=1) < edge).double().mean().item()


# %% wrong: diagonal taken for the same points
# says: leave out each point itself
def covered_share(real, fake, k):
    apart = torch.cdist(real, real)
    apart[apart == 0] = torch.inf
    edge = apart.kthvalue(k, dim=1).values
    return (torch.cdist(real, fake).amin(dim=1) < edge).double().mean().item()


# %% right: point by point
def covered_share(real, fake, k):
    covered = 0
    for i, point in enumerate(real):
        others = torch.cat([real[:i], real[i + 1 :]])
        edge = (others - point).norm(dim=1).sort().values[k - 1]
        covered += bool((fake - point).norm(dim=1).min() < edge)
    return covered / len(real)


# %% right: with topk, the diagonal infinite, as a tensor
def covered_share(real, fake, k):
    apart = torch.cdist(real, real)
    apart.fill_diagonal_(torch.inf)
    edge = apart.topk(k, dim=1, largest=False).values[:, -1]
    inside = torch.cdist(fake, real) < edge
    return inside.any(dim=0).float().mean()


# %% right: plain Python
def covered_share(real, fake, k):
    def distance(one, other):
        return sum((a - b) ** 2 for a, b in zip(one, other)) ** 0.5

    real, fake = real.tolist(), fake.tolist()
    covered = 0
    for i, point in enumerate(real):
        edges = sorted(distance(point, real[j]) for j in range(len(real)) if j != i)
        nearest = min(distance(point, other) for other in fake)
        covered += nearest < edges[k - 1]
    share = covered / len(real)
    return share


# %% wrong: generated points among the neighbours
# says: you count generated points as neighbours
def covered_share(real, fake, k):
    edge = torch.cdist(real, torch.cat([real, fake])).kthvalue(k + 1, dim=1).values
    return (torch.cdist(real, fake).amin(dim=1) < edge).double().mean().item()
