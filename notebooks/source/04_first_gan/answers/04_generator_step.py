# %% wrong: detached
# says: the loss is cut off from every weight
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    with torch.no_grad():
        logits = discriminator(generator(z))
    loss = generator_loss(logits)
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: fakes detached
# says: does a `detach` keep the gradient from it
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z).detach()))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: fakes detached, not zeroed
# says: moves by old gradients alone
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z).detach()))
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: no step
# says: a gradient reaches it, but `optimizer_g.step()` is missing
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    return loss.item()


# %% wrong: gradients not zeroed
# says: The gradients of an earlier step are still there
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: the other's gradients zeroed
# says: set the generator's gradients to zero
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: wrong optimizer
# says: you stepped the wrong optimizer
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: both optimizers
# says: Both networks moved
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_g.step()
    optimizer_d.step()
    return loss.item()


# %% wrong: saturating
# says: That is the saturating loss
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = saturating_generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: saturating and not zeroed
# says: Besides, an earlier step's gradients are not set to zero
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = saturating_generator_loss(discriminator(generator(z)))
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: target swapped
# says: The target is swapped
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = F.softplus(discriminator(generator(z))).mean()
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: loss of the other network
# says: You took the discriminator's loss on the fakes
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    logits = discriminator(generator(z))
    loss = discriminator_loss(torch.zeros_like(logits), logits)
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: minus the discriminator's loss
# says: That is minus the discriminator's loss
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    logits = discriminator(generator(z))
    loss = -discriminator_loss(torch.zeros_like(logits), logits)
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: uphill
# says: goes up the loss
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    (-loss).backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: probabilities
# says: You gave the loss probabilities
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(torch.sigmoid(discriminator(generator(z))))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: mean left out
# says: The mean is missing
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = F.softplus(-discriminator(generator(z))).sum()
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: halved
# says: There is a half too many
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z))) / 2
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: two steps
# says: You take two steps
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    first = generator_loss(discriminator(generator(z))).item()
    for _ in range(2):
        loss = generator_loss(discriminator(generator(z)))
        optimizer_g.zero_grad()
        loss.backward()
        optimizer_g.step()
    return first


# %% wrong: new noise
# says: something else than `z`
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(torch.randn_like(z))))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: Wasserstein
# says: That is the Wasserstein loss
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = -discriminator(generator(z)).mean()
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: noise in place
# says: changes its input
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z.add_(1))))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: loss after the step
# says: you return the loss after it
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return generator_loss(discriminator(generator(z))).item()


# %% wrong: discriminator frozen for good
# says: can't learn any more
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    discriminator.requires_grad_(False)
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: optimizer made anew
# says: `optimizer_g` took no step
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    optimizer = type(optimizer_g)(generator.parameters(), **optimizer_g.defaults)
    loss = generator_loss(discriminator(generator(z)))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% wrong: state cleared
# says: has forgotten its earlier steps
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    optimizer_g.state.clear()
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: discriminator put back
# says: `optimizer_d` takes a step too
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    old = {name: x.clone() for name, x in discriminator.state_dict().items()}
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    optimizer_d.step()
    discriminator.load_state_dict(old)
    return loss.item()


# %% wrong: eval left on
# says: `eval()` is left on
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    discriminator.eval()
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: learning rate changed
# says: has other settings than before
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    optimizer_g.param_groups[0]["lr"] = 0.1
    return loss.item()


# %% wrong: noise asks for gradients
# says: `z` asks for gradients
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    z.requires_grad_()
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: logarithm of the sigmoid
# says: weights are not finite any more
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = -torch.sigmoid(discriminator(generator(z))).log().mean()
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: backward twice
# says: does `backward` come twice
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward(retain_graph=True)
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: stepped twice
# says: You take two steps
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    optimizer_g.step()
    return loss.item()


# %% wrong: zeroed too late
# says: set to zero between `backward` and the step
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    loss.backward()
    optimizer_g.zero_grad()
    optimizer_g.step()
    return loss.item()


# %% wrong: only the loss
# says: A loss that is only computed moves nothing
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    loss = generator_loss(discriminator(generator(z)))
    return loss.item()


# %% wrong: logits under no_grad
# says: the loss is cut off from every weight
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    x_fake = generator(z)
    with torch.no_grad():
        logits = discriminator(x_fake)
    loss = generator_loss(logits)
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% right: frozen and thawed
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    discriminator.requires_grad_(False)
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    discriminator.requires_grad_(True)
    return loss


# %% right: everything zeroed
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    for network in (generator, discriminator):
        network.zero_grad()
    logits = discriminator(generator(z))
    loss = F.binary_cross_entropy_with_logits(logits, torch.ones_like(logits))
    loss.backward()
    optimizer_g.step()
    optimizer_d.zero_grad()
    return float(loss.detach())


# %% right: through the points
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    optimizer_g.zero_grad(set_to_none=False)
    x_fake = generator(z)
    points = x_fake.detach().requires_grad_()
    loss = generator_loss(discriminator(points))
    (arrows,) = torch.autograd.grad(loss, points)
    x_fake.backward(arrows)
    optimizer_g.step()
    return loss.detach().numpy()


# %% right: gradients put in place
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    weights = list(generator.parameters())
    loss = generator_loss(discriminator(generator(z)))
    for p, g in zip(weights, torch.autograd.grad(loss, weights), strict=True):
        p.grad = g
    optimizer_g.step()
    value = loss.item()
    return value
