# %% wrong: adds up both kinds
# says: the half is missing
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()
    return loss, F.softplus(-logits_fake).mean()


# %% wrong: all points alike
# says: all points count alike
def game_losses(logits_real, logits_fake):
    costs = [F.softplus(-logits_real).flatten(), F.softplus(logits_fake).flatten()]
    return torch.cat(costs).mean(), F.softplus(-logits_fake).mean()


# %% wrong: detached
# says: no gradient passes through it
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()
    return loss / 2, F.softplus(-logits_fake.detach()).mean()


# %% wrong: fakes detached in the discriminator's loss
# says: its gradient at the fake logits is not
def game_losses(logits_real, logits_fake):
    on_fake = F.softplus(logits_fake.detach()).mean()
    loss = (F.softplus(-logits_real).mean() + on_fake) / 2
    return loss, F.softplus(-logits_fake).mean()


# %% wrong: floats
# says: is a float, but not a tensor
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()
    return loss.item() / 2, F.softplus(-logits_fake).mean().item()


# %% wrong: generator's target swapped
# says: In the generator's loss the target is swapped
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()
    return loss / 2, F.softplus(logits_fake).mean()


# %% wrong: in place
# says: changes its input
def game_losses(logits_real, logits_fake):
    on_real = F.softplus(-logits_real).mean()
    on_fake = F.softplus(logits_fake).mean()
    return (on_real + on_fake) / 2, F.softplus(logits_fake.neg_()).mean()


# %% wrong: logarithm of the sigmoid
# says: the logarithm of 0 is infinite
def game_losses(logits_real, logits_fake):
    p_real, p_fake = torch.sigmoid(logits_real), torch.sigmoid(logits_fake)
    loss = -(torch.log(p_real).mean() + torch.log(1 - p_fake).mean()) / 2
    return loss, -torch.log(p_fake).mean()


# %% wrong: clamped logarithm
# says: the sigmoid rounds to 0 or 1 there
def game_losses(logits_real, logits_fake):
    p_real, p_fake = torch.sigmoid(logits_real), torch.sigmoid(logits_fake)
    loss_d = F.binary_cross_entropy(p_real, torch.ones_like(p_real))
    loss_d = (loss_d + F.binary_cross_entropy(p_fake, torch.zeros_like(p_fake))) / 2
    return loss_d, F.binary_cross_entropy(p_fake, torch.ones_like(p_fake))


# %% wrong: means left out
# says: In the discriminator's loss the means are missing
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).sum() + F.softplus(logits_fake).sum()
    return loss / 2, F.softplus(-logits_fake).sum()


# %% wrong: mean left out for the generator
# says: In the generator's loss the mean is missing
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()
    return loss / 2, F.softplus(-logits_fake).sum()


# %% wrong: no mean at all
# says: take the mean over the points
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()
    return loss / 2, F.softplus(-logits_fake)


# %% wrong: one loss for both
# says: The generator's loss is the discriminator's once more
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, loss


# %% wrong: minus the other's
# says: The generator's loss is minus the discriminator's
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, -loss


# %% wrong: one loss alone
# says: must be a pair
def game_losses(logits_real, logits_fake):
    return (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2


# %% wrong: order
# says: The pair is in the wrong order
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return F.softplus(-logits_fake).mean(), loss


# %% wrong: probabilities
# says: In the discriminator's loss you take the sigmoid twice
def game_losses(logits_real, logits_fake):
    p_real, p_fake = torch.sigmoid(logits_real), torch.sigmoid(logits_fake)
    loss = (F.softplus(-p_real).mean() + F.softplus(p_fake).mean()) / 2
    return loss, F.softplus(-p_fake).mean()


# %% wrong: probabilities for the generator
# says: In the generator's loss you take the sigmoid twice
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, F.softplus(-torch.sigmoid(logits_fake)).mean()


# %% wrong: real points for the generator
# says: it never sees them
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, F.softplus(-logits_real).mean()


# %% wrong: saturating
# says: The generator's loss is the saturating one
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, -F.softplus(logits_fake).mean()


# %% wrong: sign
# says: The discriminator's loss has the wrong sign
def game_losses(logits_real, logits_fake):
    loss = F.logsigmoid(logits_real).mean() + F.logsigmoid(-logits_fake).mean()
    return loss / 2, -F.logsigmoid(logits_fake).mean()


# %% wrong: targets swapped
# says: The discriminator's two halves are swapped
def game_losses(logits_real, logits_fake):
    loss = F.softplus(logits_real).mean() + F.softplus(-logits_fake).mean()
    return loss / 2, F.softplus(-logits_fake).mean()


# %% wrong: Wasserstein
# says: The discriminator's loss is the Wasserstein game's
def game_losses(logits_real, logits_fake):
    return logits_fake.mean() - logits_real.mean(), -logits_fake.mean()


# %% wrong: infinite in the other branch
# says: even if `torch.where` or `nan_to_num` hides it
def game_losses(logits_real, logits_fake):
    def cost(a):
        return torch.where(a > 20, a, torch.log1p(torch.exp(a)))

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% wrong: both branches of where
# says: but its gradient at the
def game_losses(logits_real, logits_fake):
    def cost(a):
        small, large = torch.log1p(torch.exp(a)), a + torch.log1p(torch.exp(-a))
        return torch.where(a > 0, large, small)

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% wrong: cut off at 150
# says: or you cut the logits off
def game_losses(logits_real, logits_fake):
    def cost(a):
        return F.softplus(a.clamp(-150, 150))

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% wrong: exp overflows in double
# says: or `exp` overflows
def game_losses(logits_real, logits_fake):
    def cost(a):
        return torch.log1p(torch.exp(a.double())).float()

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% wrong: sigmoid in double
# says: rounds to 0 or 1
def game_losses(logits_real, logits_fake):
    def cost(a):
        return -torch.sigmoid(-a.double()).log().float()

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% wrong: logarithm of 0 hidden
# says: For logits of 150 and more
def game_losses(logits_real, logits_fake):
    def cost(a):
        return -torch.nan_to_num(torch.sigmoid(-a).log(), neginf=-150.0)

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% wrong: sums
# says: the means are missing, and the half
def game_losses(logits_real, logits_fake):
    loss = F.softplus(-logits_real).sum() + F.softplus(logits_fake).sum()
    return loss, F.softplus(-logits_fake).sum()


# %% wrong: as many of both
# says: Of the kind with more points you leave some out
def game_losses(logits_real, logits_fake):
    number = min(len(logits_real), len(logits_fake))
    real, fake = logits_real[:number], logits_fake[:number]
    loss = (F.softplus(-real) + F.softplus(fake)).mean() / 2
    return loss, F.softplus(-fake).mean()


# %% wrong: Wasserstein for the generator
# says: The generator's loss is the Wasserstein game's
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, -logits_fake.mean()


# %% wrong: no_grad
# says: a `no_grad` or a NumPy array
@torch.no_grad()
def game_losses(logits_real, logits_fake):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, F.softplus(-logits_fake).mean()


# %% wrong: gradients left off
# says: leaves all gradients switched off
def game_losses(logits_real, logits_fake):
    torch.set_grad_enabled(False)
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, F.softplus(-logits_fake).mean()


# %% wrong: order of the arguments
# says: takes its arguments in another order
def game_losses(logits_fake, logits_real):
    loss = (F.softplus(-logits_real).mean() + F.softplus(logits_fake).mean()) / 2
    return loss, F.softplus(-logits_fake).mean()


# %% right: binary cross-entropy
def game_losses(logits_real, logits_fake):
    real, fake = torch.ones_like(logits_real), torch.zeros_like(logits_fake)
    loss = F.binary_cross_entropy_with_logits(logits_real, real)
    loss = loss + F.binary_cross_entropy_with_logits(logits_fake, fake)
    wanted = torch.ones_like(logits_fake)
    return 0.5 * loss, F.binary_cross_entropy_with_logits(logits_fake, wanted)


# %% right: double
def game_losses(logits_real, logits_fake):
    real, fake = logits_real.double(), logits_fake.double()
    on_real, on_fake = F.logsigmoid(real).mean(), F.logsigmoid(-fake).mean()
    return [-(on_real + on_fake) / 2, -F.logsigmoid(fake).mean()]


# %% right: point by point
def game_losses(logits_real, logits_fake):
    def mean(costs):
        return sum(costs) / len(costs)

    on_real = mean([F.softplus(-a) for a in logits_real.flatten()])
    on_fake = mean([F.softplus(a) for a in logits_fake.flatten()])
    fooled = mean([F.softplus(-a) for a in logits_fake.flatten()])
    return (on_real + on_fake) / 2, fooled


# %% right: logaddexp
def game_losses(logits_real, logits_fake):
    zero = torch.zeros(())
    on_real = torch.logaddexp(zero, -logits_real).mean()
    on_fake = torch.logaddexp(zero, logits_fake).mean()
    fooled = torch.logaddexp(zero, -logits_fake).mean()
    return on_real.add(on_fake).div(2), fooled


# %% right: the library's
def game_losses(logits_real, logits_fake):
    loss_d = discriminator_loss(logits_real, logits_fake)
    return loss_d, generator_loss(logits_fake)


# %% right: relu and the rest
def game_losses(logits_real, logits_fake):
    def cost(a):
        return F.relu(a) + torch.log1p(torch.exp(-a.abs()))

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return loss, cost(-logits_fake).mean()


# %% right: clamp and the rest
def game_losses(logits_real, logits_fake):
    def cost(a):
        return a.clamp(min=0) + (1 + (-a.abs()).exp()).log()

    loss = (cost(-logits_real).mean() + cost(logits_fake).mean()) / 2
    return (loss, cost(-logits_fake).mean(dim=0).mean())
