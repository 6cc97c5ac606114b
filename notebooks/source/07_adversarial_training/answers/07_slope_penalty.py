# %% wrong: axis of the channels
# says: You took it over axis 1
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.norm(dim=1) - 1) ** 2).mean()


# %% wrong: last axis
# says: over the columns of each row
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.norm(dim=-1) - 1) ** 2).mean()


# %% wrong: whole batch
# says: one length over the whole batch
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return (gradient.norm() - 1) ** 2


# %% wrong: mean of the logits
# says: The logits were averaged
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).mean(), mixed, create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: no graph
# says: the critic can't learn from it
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: backward
# says: leaves gradients in the critic's weights
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    critic(mixed).sum().backward(create_graph=True)
    return ((mixed.grad.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: pushed to 0
# says: That pushes slopes to 0
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) ** 2).mean()


# %% wrong: at real images
# says: not at the real images
def slope_penalty(critic, x_real, x_fake, shares):
    x = x_real.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: shares swapped
# says: you gave it to the fake one
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_fake + (1 - share) * x_real).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: not squared
# says: distance from 1 must be squared
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1).mean()


# %% wrong: no root
# says: The root is missing
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.square().sum(dim=(1, 2, 3)) - 1) ** 2).mean()


# %% wrong: one per image
# says: must be one number
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return (gradient.flatten(1).norm(dim=1) - 1) ** 2


# %% wrong: in place
# says: changes its input
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    x_real *= share
    mixed = (x_real + (1 - share) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: shares on the last axis
# says: Your code stops in line
def slope_penalty(critic, x_real, x_fake, shares):
    mixed = (shares * x_real + (1 - shares) * x_fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# %% wrong: one-sided
# says: let smaller ones be
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    slopes = gradient.flatten(1).norm(dim=1)
    return (slopes - 1).relu().square().mean()


# %% wrong: with its weight
# says: its weight of ten
def slope_penalty(critic, x_real, x_fake, shares):
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    slopes = gradient.flatten(1).norm(dim=1)
    return 10 * (slopes - 1).square().mean()


# %% wrong: own shares
# says: draw none of your own
def slope_penalty(critic, x_real, x_fake, shares):
    share = torch.rand(len(shares)).view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    slopes = gradient.flatten(1).norm(dim=1)
    return (slopes - 1).square().mean()


# %% wrong: critic put to sleep
# says: into another mode
def slope_penalty(critic, x_real, x_fake, shares):
    critic.eval()
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    slopes = gradient.flatten(1).norm(dim=1)
    return (slopes - 1).square().mean()


# %% wrong: real images need a gradient
# says: leaves `requires_grad` on
def slope_penalty(critic, x_real, x_fake, shares):
    x_real.requires_grad_()
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    slopes = gradient.flatten(1).norm(dim=1)
    return (slopes - 1).square().mean()


# %% right: image by image
def slope_penalty(critic, x_real, x_fake, shares):
    parts = []
    for real, fake, share in zip(x_real, x_fake, shares):
        mixed = (share * real + (1 - share) * fake).unsqueeze(0)
        mixed = mixed.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(mixed), mixed, create_graph=True)
        parts.append((gradient.norm() - 1).square())
    return torch.stack(parts).mean()


# %% right: with grad_outputs
def slope_penalty(critic, x_real, x_fake, shares):
    mixed = torch.lerp(x_fake, x_real, shares[:, None, None, None])
    mixed.requires_grad_(True)
    logits = critic(mixed)
    gradient = torch.autograd.grad(
        outputs=logits,
        inputs=mixed,
        grad_outputs=torch.ones_like(logits),
        create_graph=True,
        retain_graph=True,
    )[0]
    slopes = torch.linalg.vector_norm(gradient, dim=(1, 2, 3))
    return torch.dist(slopes, torch.ones_like(slopes)).square() / len(slopes)
