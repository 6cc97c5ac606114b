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
# says: set to zero between `backward` and the step
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    loss.backward()
    optimizer_d.zero_grad()
    optimizer_d.step()
    return loss.item()


# %% wrong: no step
# says: a gradient reaches it, but
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
# says: is the half missing
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
# says: You take two steps
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_d.step()
    return loss.item()


# %% wrong: new noise
# says: something else than `z`
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(torch.randn_like(z)).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: by hand
# says: `optimizer_d` took no step
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
# says: the loss is cut off from every weight
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    with torch.no_grad():
        logits_real, logits_fake = discriminator(x_real), discriminator(generator(z))
    loss = discriminator_loss(logits_real, logits_fake)
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: optimizer made anew
# says: `optimizer_d` took no step
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    optimizer = type(optimizer_d)(discriminator.parameters(), **optimizer_d.defaults)
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


# %% wrong: state cleared
# says: has forgotten its earlier steps
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    optimizer_d.state.clear()
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: generator's optimizer with zeros
# says: `optimizer_g` takes a step too
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    optimizer_g.zero_grad(set_to_none=False)
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_g.step()
    return loss.item()


# %% wrong: generator put back
# says: `optimizer_g` takes a step too
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    old = {name: x.clone() for name, x in generator.state_dict().items()}
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_g.step()
    generator.load_state_dict(old)
    return loss.item()


# %% wrong: ones in the generator's gradients
# says: You write into the generator's gradients
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    for weights in generator.parameters():
        weights.grad = torch.ones_like(weights)
    return loss.item()


# %% wrong: eval left on
# says: `eval()` is left on
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    generator.eval()
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: learning rate changed
# says: has other settings than before
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_d.param_groups[0]["lr"] *= 0.99
    return loss.item()


# %% wrong: weights taken from the optimizer
# says: or the weights it moves
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    optimizer_d.param_groups.clear()
    return loss.item()


# %% wrong: real points ask for gradients
# says: `x_real` asks for gradients
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_real.requires_grad_()
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: backward twice
# says: or does `backward` come twice
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward(retain_graph=True)
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: zeroed between the halves
# says: between two `backward`s
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    on_real = F.softplus(-discriminator(x_real)).mean() / 2
    optimizer_d.zero_grad()
    on_real.backward()
    on_fake = F.softplus(discriminator(generator(z).detach())).mean() / 2
    optimizer_d.zero_grad()
    on_fake.backward()
    optimizer_d.step()
    return (on_real + on_fake).item()


# %% wrong: half of the fakes alone
# says: are they missing from the loss
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    loss = F.softplus(discriminator(generator(z).detach())).mean() / 2
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: only the loss
# says: A loss that is only computed moves nothing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    return loss.item()


# %% wrong: no backward
# says: Is `backward()` missing
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    optimizer_d.step()
    return loss.item()


# %% wrong: step without brackets
# says: or its brackets are
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step  # noqa: B018
    return loss.item()


# %% wrong: a copy trained
# says: use a copy of the network
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    discriminator = copy.deepcopy(discriminator)
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: gradients left off
# says: leaves all gradients switched off
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    torch.set_grad_enabled(False)
    return loss.item()


# %% wrong: order of the arguments
# says: takes its arguments in another order
def discriminator_step(discriminator, generator, optimizer_d, optimizer_g, x_real, z):
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %% wrong: logarithm of the sigmoid
# says: weights are not finite any more
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    p_real = torch.sigmoid(discriminator(x_real))
    p_fake = torch.sigmoid(discriminator(generator(z).detach()))
    loss = -(p_real.log().mean() + (1 - p_fake).log().mean()) / 2
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
