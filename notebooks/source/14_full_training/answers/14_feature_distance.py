# %% wrong: a number for each feature
# says: has the shape (2,), but must be one number
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square()


# %% wrong: a part detached
# says: not all of its gradient
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return torch.cat([gap[:1].detach(), gap[1:]]).square().mean()


# %% wrong: absolute
# says: they must be squared
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.abs().mean()


# %% wrong: axis
# says: over the features of an image
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=1) - features_real.detach().mean(dim=1)
    return gap.square().mean()


# %% wrong: cosine
# says: you return
def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().mean(dim=0), features_fake.mean(dim=0)
    return 1 - torch.nn.functional.cosine_similarity(fake, real, dim=0)


# %% wrong: cut to the fewer
# says: you return
def feature_distance(features_real, features_fake):
    count = min(len(features_real), len(features_fake))
    real, fake = features_real[:count].detach(), features_fake[:count]
    return (fake.mean(dim=0) - real.mean(dim=0)).square().mean()


# %% wrong: detached fake
# says: a `detach` too many
def feature_distance(features_real, features_fake):
    gap = features_fake.detach().mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().mean()


# %% wrong: detached in place
# says: switches off the gradient of its input
def feature_distance(features_real, features_fake):
    target = features_real.detach_().mean(dim=0)
    return (features_fake.mean(dim=0) - target).square().mean()


# %% wrong: detached the other
# says: in place of the generated ones
def feature_distance(features_real, features_fake):
    gap = features_fake.detach().mean(dim=0) - features_real.mean(dim=0)
    return gap.square().mean()


# %% wrong: equal numbers of images
# says: Your code stops in line
def feature_distance(features_real, features_fake):
    difference = features_fake - features_real.detach()
    return difference.mean(dim=0).square().mean()


# %% wrong: fake not averaged
# says: Only the real images are averaged
def feature_distance(features_real, features_fake):
    return (features_fake - features_real.detach().mean(dim=0)).square().mean()


# %% wrong: half
# says: you return
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().mean() / 2


# %% wrong: half of the gradient
# says: not all of its gradient
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return (gap * gap.detach()).mean()


# %% wrong: images again
# says: you return
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().sum() / len(features_fake)


# %% wrong: largest
# says: you return
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().max()


# %% wrong: length
# says: the length of the differences
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.norm()


# %% wrong: means of squares
# says: you return
def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().square(), features_fake.square()
    return (fake.mean(dim=0) - real.mean(dim=0)).square().mean()


# %% wrong: median
# says: you return
def feature_distance(features_real, features_fake):
    gap = (
        features_fake.median(dim=0).values - features_real.detach().median(dim=0).values
    )
    return gap.square().mean()


# %% wrong: new tensor
# says: No gradient reaches the generated features
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return torch.tensor(gap.square().mean().item(), requires_grad=True)


# %% wrong: no detach
# says: is a `detach` missing?
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.mean(dim=0)
    return gap.square().mean()


# %% wrong: no square
# says: without the square
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.mean()


# %% wrong: nothing reaches the fake
# says: No gradient reaches the generated features
def feature_distance(features_real, features_fake):
    with torch.no_grad():
        gap = features_fake.mean(dim=0) - features_real.mean(dim=0)
    return gap.square().mean()


# %% wrong: number of fakes
# says: you return
def feature_distance(features_real, features_fake):
    real = features_real.detach().sum(dim=0) / len(features_fake)
    return (features_fake.mean(dim=0) - real).square().mean()


# %% wrong: number of reals
# says: you return
def feature_distance(features_real, features_fake):
    fake = features_fake.sum(dim=0) / len(features_real)
    return (fake - features_real.detach().mean(dim=0)).square().mean()


# %% wrong: one mean
# says: one mean over all numbers
def feature_distance(features_real, features_fake):
    return (features_fake.mean() - features_real.detach().mean()).square()


# %% wrong: pairs
# says: image by image
def feature_distance(features_real, features_fake):
    return (features_fake - features_real.detach()).square().mean()


# %% wrong: plain number
# says: is a float, but not a tensor
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().mean().item()


# %% wrong: real detached in part
# says: reaches the real features too
def feature_distance(features_real, features_fake):
    target = (features_real.mean(dim=0) + features_real.detach().mean(dim=0)) / 2
    return (features_fake.mean(dim=0) - target).square().mean()


# %% wrong: real minus fake
# says: real minus generated
def feature_distance(features_real, features_fake):
    return (features_real.detach().mean(dim=0) - features_fake.mean(dim=0)).mean()


# %% wrong: real not averaged
# says: Only the generated images are averaged
def feature_distance(features_real, features_fake):
    return (features_fake.mean(dim=0) - features_real.detach()).square().mean()


# %% wrong: root
# says: You take a root in the end
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().mean().sqrt()


# %% wrong: sign
# says: you return
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return -gap.square().mean()


# %% wrong: smooth l1
# says: you return
def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().mean(dim=0), features_fake.mean(dim=0)
    return torch.nn.functional.smooth_l1_loss(fake, real)


# %% wrong: spread too
# says: you return
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().mean() + features_fake.std(dim=0, correction=0).mean()


# %% wrong: squares of means
# says: You take the squares of the means
def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().mean(dim=0), features_fake.mean(dim=0)
    return (fake.square() - real.square()).mean()


# %% wrong: squeezed
# says: you return
def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().squeeze(), features_fake.squeeze()
    return (fake.mean(dim=0) - real.mean(dim=0)).square().mean()


# %% wrong: standardised
# says: you return
def feature_distance(features_real, features_fake):
    spread = features_real.detach().std(dim=0, correction=0) + 1e-3
    gap = (features_fake.mean(dim=0) - features_real.detach().mean(dim=0)) / spread
    return gap.square().mean()


# %% wrong: sum
# says: You add up the squares
def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.detach().mean(dim=0)
    return gap.square().sum()


# %% wrong: sums
# says: you return
def feature_distance(features_real, features_fake):
    gap = features_fake.sum(dim=0) - features_real.detach().sum(dim=0)
    return gap.square().mean()


# %% right: double
def feature_distance(features_real, features_fake):
    real = features_real.detach().double().mean(dim=0)
    return features_fake.double().mean(dim=0).sub(real).pow(2).mean()


# %% right: loop
def feature_distance(features_real, features_fake):
    total = 0
    for column in range(features_real.shape[1]):
        real = sum(features_real[:, column].tolist()) / len(features_real)
        total = total + (features_fake[:, column].mean() - real) ** 2
    return total / features_real.shape[1]


# %% right: no grad
def feature_distance(features_real, features_fake):
    with torch.no_grad():
        target = features_real.mean(dim=0)
    return torch.nn.functional.mse_loss(features_fake.mean(dim=0), target)


# %% right: numpy target
def feature_distance(features_real, features_fake):
    target = torch.tensor(features_real.detach().numpy().mean(axis=0))
    gap = target - features_fake.mean(0)
    return gap @ gap / gap.numel()


# %% right: sums
def feature_distance(features_real, features_fake):
    real = features_real.detach().sum(dim=0) / len(features_real)
    fake = features_fake.sum(dim=0) / len(features_fake)
    return ((real - fake) ** 2).sum() / len(real)
