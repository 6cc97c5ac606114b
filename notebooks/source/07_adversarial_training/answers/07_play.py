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
