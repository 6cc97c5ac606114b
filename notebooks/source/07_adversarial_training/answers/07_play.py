# %% wrong: generator every time
# says: not behind each of them
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
            last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: generator first
# says: The discriminator's steps come first in a round
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        last = train_generator(generator.sample_noise(batch_size, stream))
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: one step each
# says: yours takes one
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        rows = torch.randint(len(x), (batch_size,), generator=stream)
        x_fake = generator(generator.sample_noise(batch_size, stream))
        loss = train_discriminator(x[rows], x_fake)
        losses.append(
            (loss, train_generator(generator.sample_noise(batch_size, stream)))
        )
    return losses


# %% wrong: noise once
# says: Two steps get the same noise
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    z = generator.sample_noise(batch_size, stream)
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            of_round.append(train_discriminator(x[rows], generator(z)))
        losses.append((sum(of_round) / len(of_round), train_generator(z)))
    return losses


# %% wrong: noise of the last step again
# says: Two steps get the same noise
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            z = generator.sample_noise(batch_size, stream)
            of_round.append(train_discriminator(x[rows], generator(z)))
        losses.append((sum(of_round) / len(of_round), train_generator(z)))
    return losses


# %% wrong: fakes made beforehand
# says: images of the generator as it is now
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    fakes = [
        generator(generator.sample_noise(batch_size, stream))
        for _ in range(num_rounds * discriminator_steps)
    ]
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            of_round.append(train_discriminator(x[rows], fakes.pop()))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: own noise
# says: Noise must come from
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            z = torch.rand(batch_size, 3, generator=stream)
            of_round.append(train_discriminator(x[rows], generator(z)))
        last = train_generator(torch.rand(batch_size, 3, generator=stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: real and fake swapped
# says: Real and fake images are swapped
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x_fake, x[rows]))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: the same real images
# says: gets the same real images
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    rows = torch.randint(len(x), (batch_size,), generator=stream)
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: real images once a round
# says: Some steps of the discriminator get the same real images
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        rows = torch.randint(len(x), (batch_size,), generator=stream)
        for _ in range(discriminator_steps):
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: no stream
# says: must give the same game again
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,))
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: last loss
# says: yours is that of the last one
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            loss = train_discriminator(x[rows], x_fake)
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((loss, last))
    return losses


# %% wrong: nothing returned
# says: is a `return` missing
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    for _ in range(num_rounds):
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            train_discriminator(x[rows], x_fake)
        train_generator(generator.sample_noise(batch_size, stream))


# %% wrong: in order
# says: come in the order of `x`
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses, start = [], 0
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.arange(start, start + batch_size) % len(x)
            start += batch_size
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: own stream
# says: without a new start or a stream of your own
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    stream = torch.Generator().manual_seed(0)
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: stream starts anew
# says: without a new start
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    stream.manual_seed(0)
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: its first seed
# says: without a new start
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    stream.manual_seed(stream.initial_seed())
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: own stream of its seed
# says: without a new start
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    stream = torch.Generator().manual_seed(stream.initial_seed())
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: no gradients
# says: Gradients are switched off while a step trains
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    torch.set_grad_enabled(False)
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: all under no_grad
# says: Gradients are switched off while a step trains
@torch.no_grad()
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: last image left out
# says: never drawn, such as the last one
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x) - 1, (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: without replacement
# says: draw them with replacement
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randperm(len(x), generator=stream)[:batch_size]
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: an epoch
# says: before all have had their turn
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    order, start = torch.randperm(len(x), generator=stream), 0
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = order[torch.arange(start, start + batch_size) % len(x)]
            start += batch_size
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: one image
# says: one real image many times over
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (1,), generator=stream).expand(batch_size)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: images to the generator
# says: it wants the noise
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator(generator.sample_noise(batch_size, stream)))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: noise to the discriminator
# says: The discriminator gets noise
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator.sample_noise(batch_size, stream)
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% wrong: sum of losses
# says: You add up the discriminator's losses
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        of_round = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round), last))
    return losses


# %% wrong: losses kept
# says: losses of earlier rounds are in your mean
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    of_round = []
    for _ in range(num_rounds):
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            x_fake = generator(generator.sample_noise(batch_size, stream))
            of_round.append(train_discriminator(x[rows], x_fake))
        last = train_generator(generator.sample_noise(batch_size, stream))
        losses.append((sum(of_round) / len(of_round), last))
    return losses


# %% right: numpy's mean
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    def step():
        with torch.no_grad():
            x_fake = generator(generator.sample_noise(batch_size, stream))
        rows = torch.rand(batch_size, generator=stream) * len(x)
        return train_discriminator(x[rows.long()], x_fake)

    def one_round():
        of_discriminator = [step() for _ in range(discriminator_steps)]
        z = generator.sample_noise(batch_size, stream)
        mean = torch.tensor(of_discriminator).mean().item()
        return mean, train_generator(z)

    return [one_round() for _ in range(num_rounds)]


# %% right: a running sum
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    losses = []
    for _ in range(num_rounds):
        total = 0.0
        for _ in range(discriminator_steps):
            rows = torch.randint(0, len(x), [batch_size], generator=stream)
            x_real = torch.index_select(x, 0, rows)
            z = generator.sample_noise(batch_size, stream)
            total += train_discriminator(x_real, generator(z).detach())
        z = generator.sample_noise(batch_size, stream)
        losses.append([total / discriminator_steps, train_generator(z)])
    return list(losses)
