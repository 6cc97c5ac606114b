# %% wrong: as it was
# says: All three faults are still there
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    optimizer_g.zero_grad()
    x_real = grey_values / 127.5 - 1
    logits_real, logits_fake = D(torch.cat([x_real, G(z_d)])).chunk(2)
    least_squares_discriminator_loss(logits_real, logits_fake).backward()
    optimizer_d.step()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: the range
# says: still come from -1 to 1
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x_real = grey_values / 127.5 - 1
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: not scaled
# says: a grey value of 255 is a pixel of 1
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    least_squares_discriminator_loss(D(grey_values), D(G(z_d).detach())).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: 256
# says: you divide by another number
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x_real = grey_values / 256
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: one batch, split by numbers
# says: still share a batch in D
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x = torch.cat([grey_values / 255, G(z_d).detach()])
    logits = D(x)
    n = len(grey_values)
    least_squares_discriminator_loss(logits[:n], logits[n:]).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: one batch, halves
# says: halves of it
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x = torch.cat([grey_values / 255, G(z_d).detach()])
    least_squares_discriminator_loss(*D(x).chunk(2)).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: neither detached nor cleared late
# says: still goes along a gradient
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    optimizer_g.zero_grad()
    least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d))).backward()
    optimizer_d.step()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: old gradients of G
# says: The generator's old gradients
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x_real = grey_values / 255
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: old gradients of D
# says: The discriminator's old gradients
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    x_real = grey_values / 255
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: one noise
# says: you use the first for both
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x_real = grey_values / 255
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_d))).backward()
    optimizer_g.step()


# %% wrong: swapped
# says: are swapped
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    real, fake = D(grey_values / 255), D(G(z_d).detach())
    least_squares_discriminator_loss(fake, real).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    least_squares_generator_loss(D(G(z_g))).backward()
    optimizer_g.step()


# %% wrong: detached in both steps
# says: does not require grad
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x_real = grey_values / 255
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()
    optimizer_g.zero_grad()
    with torch.no_grad():
        x_fake = G(z_g)
        logits_fake = D(x_fake)
    least_squares_generator_loss(logits_fake).backward()
    optimizer_g.step()


# %% wrong: the generator is left out
# says: The generator does not take its step
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    x_real = grey_values / 255
    least_squares_discriminator_loss(D(x_real), D(G(z_d).detach())).backward()
    optimizer_d.step()


# %% wrong: nothing returned
# says: is a `return` missing
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    real, fake = D(grey_values / 255), D(G(z_d).detach())
    optimizer_d.zero_grad()
    least_squares_discriminator_loss(real, fake).backward()
    optimizer_d.step()
    fake = D(G(z_g))
    optimizer_g.zero_grad()
    least_squares_generator_loss(fake).backward()
    optimizer_g.step()


# %% wrong: the pair turned round
# says: wrong way round
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    return loss_g.item(), loss_d.item()


# %% wrong: D is left in evaluation mode
# says: leaves D in evaluation mode
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    D.eval()
    return loss_d.item(), loss_g.item()


# %% wrong: D is left frozen
# says: leaves D frozen
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    D.requires_grad_(False)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: D judges in evaluation mode
# says: both stay in training mode
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    D.eval()
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    D.train()
    return loss_d.item(), loss_g.item()


# %% wrong: the generator's noise for both
# says: you use the second for both
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_g).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: the noises have changed places
# says: have changed places
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_g).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_d)))
    descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: as many fakes as real images
# says: leave out some of the noise
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(
        D(grey_values / 255), D(G(z_d[: len(grey_values)]).detach())
    )
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: noise of its own
# says: draw none of your own
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(torch.randn_like(z_g))))
    descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: the opposite loss
# says: with the sign changed
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    logits_fake = D(G(z_g))
    real = torch.ones_like(logits_fake)
    loss_g = -least_squares_discriminator_loss(real, logits_fake)
    descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: the discriminator moves last
# says: its step comes first
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    loss_d.backward()
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    optimizer_d.step()
    return loss_d.item(), loss_g.item()


# %% wrong: two steps along one gradient
# says: takes more than one step
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    optimizer_g.step()
    return loss_d.item(), loss_g.item()


# %% wrong: the generator plays twice
# says: takes more than one step
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    for _ in range(2):
        loss_g = least_squares_generator_loss(D(G(z_g)))
        descend(loss_g, optimizer_g)
    return loss_d.item(), loss_g.item()


# %% wrong: losses after the steps
# says: call the networks once more
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    real, fake = D(grey_values / 255), D(G(z_d))
    loss_d = least_squares_discriminator_loss(real, fake)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    return loss_d.item(), loss_g.item()


# %% right: cleared late, detached never
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    losses = []
    real = D(grey_values / 255)
    loss = least_squares_discriminator_loss(real, D(G(z_d)))
    losses.append(loss.item())
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    loss = least_squares_generator_loss(D(G(z_g)))
    losses.append(loss.item())
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return losses


# %% right: all cleared at the top, fakes without a graph
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    optimizer_g.zero_grad()
    with torch.no_grad():
        x_fake = G(z_d)
    loss_d = least_squares_discriminator_loss(D(grey_values.div(255)), D(x_fake))
    loss_d.backward()
    optimizer_d.step()
    loss_g = least_squares_generator_loss(D(G(z_g)))
    loss_g.backward()
    optimizer_g.step()
    return loss_d.detach(), loss_g.detach()


# %% right: by autograd
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    def move(network, optimizer, loss):
        weights = list(network.parameters())
        for weight, gradient in zip(weights, torch.autograd.grad(loss, weights)):
            weight.grad = gradient
        optimizer.step()
        return float(loss)

    real = D(grey_values / 255)
    fake = D(G(z_d).detach())
    of_d = move(D, optimizer_d, least_squares_discriminator_loss(real, fake))
    return of_d, move(G, optimizer_g, least_squares_generator_loss(D(G(z_g))))


# %% right: D frozen in the generator's step alone
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    descend(loss_d, optimizer_d)
    D.requires_grad_(False)
    loss_g = least_squares_generator_loss(D(G(z_g)))
    descend(loss_g, optimizer_g)
    D.requires_grad_(True)
    return loss_d.item(), loss_g.item()


# %% right: detached, and all cleared at the top
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    optimizer_g.zero_grad()
    loss_d = least_squares_discriminator_loss(D(grey_values / 255), D(G(z_d).detach()))
    loss_d.backward()
    optimizer_d.step()
    loss_g = least_squares_generator_loss(D(G(z_g)))
    loss_g.backward()
    optimizer_g.step()
    return float(loss_d), float(loss_g)
