# %% wrong: detach missing
# says: a gradient reaches the generator too
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = discriminator_loss(discriminator(x_real), discriminator(generator(z)))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: both zeroed, detach missing
# says: is a `detach` missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = discriminator_loss(discriminator(x_real), discriminator(generator(z)))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    return loss.item()


# %% wrong: gradients not zeroed
# says: The gradients of an earlier step are still there
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: the other's gradients zeroed
# says: set the discriminator's gradients to zero
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    optimizer_g.zero_grad()
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: zeroed too late
# says: The discriminator did not move
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    loss.backward()
    optimizer_d.zero_grad()
    optimizer_d.step()
    return loss.item()


# %% wrong: no step
# says: The discriminator did not move
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    return loss.item()


# %% wrong: wrong optimizer
# says: you stepped the wrong optimizer
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = discriminator_loss(discriminator(x_real), discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% wrong: both optimizers
# says: Both networks moved
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = discriminator_loss(discriminator(x_real), discriminator(generator(z)))
    for optimizer in (optimizer_g, optimizer_d):
        optimizer.zero_grad()
    loss.backward()
    for optimizer in (optimizer_g, optimizer_d):
        optimizer.step()
    return loss.item()


# %% wrong: stale gradients step the generator
# says: Both networks moved
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_g.step()
    return loss.item()


# %% wrong: targets swapped
# says: The targets are swapped
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    on_real = F.softplus(discriminator(x_real)).mean()
    loss = (on_real + F.softplus(-discriminator(x_fake)).mean()) / 2
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: order of the logits
# says: the logits stand in the wrong order
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_fake), discriminator(x_real))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: loss of the other network
# says: You took the generator's loss
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = generator_loss(discriminator(generator(z).detach()))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: uphill
# says: goes up the loss
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    (-loss).backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: probabilities
# says: You gave the loss probabilities
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    p_real = torch.sigmoid(discriminator(x_real))
    p_fake = torch.sigmoid(discriminator(generator(z).detach()))
    loss = discriminator_loss(p_real, p_fake)
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: mean left out
# says: The means are missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    on_real = F.softplus(-discriminator(x_real)).sum()
    loss = (on_real + F.softplus(discriminator(x_fake)).sum()) / 2
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: half missing
# says: The half is missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    on_real = F.softplus(-discriminator(x_real)).mean()
    loss = on_real + F.softplus(discriminator(x_fake)).mean()
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: one batch
# says: All points count alike in your loss
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    logits = discriminator(torch.cat([x_real, generator(z).detach()]))
    target = torch.zeros_like(logits)
    target[: len(x_real)] = 1
    loss = F.binary_cross_entropy_with_logits(logits, target)
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: fakes alone
# says: The real points are missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = F.softplus(discriminator(generator(z).detach())).mean()
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: real points alone
# says: The fakes are missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = F.softplus(-discriminator(x_real)).mean()
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: logits of the fakes detached
# says: No gradient comes from the fakes
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    logits_fake = discriminator(generator(z)).detach()
    loss = discriminator_loss(discriminator(x_real), logits_fake)
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: two steps
# says: You take two steps
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    first = None
    for _ in range(2):
        loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
        first = loss.item() if first is None else first
        optimizer_d.zero_grad()
        loss.backward()
        optimizer_d.step()
    return first


# %% wrong: stepped twice
# says: not by one step
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_d.step()
    return loss.item()


# %% wrong: new noise
# says: not by one step
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(torch.randn_like(z)).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: by hand
# says: not by one step
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    weights = list(discriminator.parameters())
    with torch.no_grad():
        for p, g in zip(weights, torch.autograd.grad(loss, weights), strict=True):
            p -= 0.5 * g
    return loss.item()


# %% wrong: noise in place
# says: changes its input
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z.mul_(2)).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: loss after the step
# says: you return the loss after it
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return discriminator_loss(discriminator(x_real), discriminator(x_fake)).item()


# %% wrong: nothing returned
# says: is a `return` missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()


# %% wrong: generator frozen for good
# says: can't learn any more
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    for weights in generator.parameters():
        weights.requires_grad_(False)
    loss = discriminator_loss(discriminator(x_real), discriminator(generator(z)))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: logits detached
# says: Your code stops
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    with torch.no_grad():
        logits_real, logits_fake = discriminator(x_real), discriminator(generator(z))
    loss = discriminator_loss(logits_real, logits_fake)
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% right: no_grad
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    discriminator.zero_grad()
    with torch.no_grad():
        x_fake = generator(z)
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    loss.backward()
    optimizer_d.step()
    return loss


# %% right: one half after the other
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    optimizer_d.zero_grad()
    on_real = F.softplus(-discriminator(x_real)).mean() / 2
    on_real.backward()
    on_fake = F.softplus(discriminator(generator(z).detach())).mean() / 2
    on_fake.backward()
    optimizer_d.step()
    return on_real.item() + on_fake.item()


# %% right: zeroed everywhere
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    optimizer_g.zero_grad()
    optimizer_d.zero_grad(set_to_none=False)
    x_fake = generator(z.clone()).clone().detach()
    logits = discriminator(torch.cat([x_real, x_fake]))
    loss = discriminator_loss(logits[: len(x_real)], logits[len(x_real) :])
    loss.backward()
    optimizer_d.step()
    return loss.detach().double()


# %% right: gradients put in place
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    weights = list(discriminator.parameters())
    for p, g in zip(weights, torch.autograd.grad(loss, weights), strict=True):
        p.grad = g
    optimizer_d.step()
    return float(loss)


# %% right: generator frozen and thawed
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    generator.requires_grad_(False)
    loss = discriminator_loss(discriminator(x_real), discriminator(generator(z)))
    generator.requires_grad_(True)
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    value = loss.item()
    return value
