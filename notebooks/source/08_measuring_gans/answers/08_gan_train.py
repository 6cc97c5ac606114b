# %% wrong: scored on what it learnt
# says: that it has learnt from
def gan_train(x_fake, x_real, y_real, name_images, train):
    names = name_images(x_fake)
    classifier = train(x_fake, names)
    return 100 * (classifier(x_fake).argmax(dim=1) != names).double().mean().item()


# %% wrong: GAN-test
# says: You train on real images
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_real, y_real)
    wrong = classifier(x_fake).argmax(dim=1) != name_images(x_fake)
    return 100 * wrong.double().mean().item()


# %% wrong: right answers
# says: the error is asked for
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    return 100 * (classifier(x_real).argmax(dim=1) == y_real).double().mean().item()


# %% wrong: no percent
# says: in percent, from 0 to 100
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    return (classifier(x_real).argmax(dim=1) != y_real).double().mean().item()


# %% wrong: the judge scores
# says: you score by the judge's
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    wrong = classifier(x_real).argmax(dim=1) != name_images(x_real)
    return 100 * wrong.double().mean().item()


# %% wrong: both kinds of images
# says: from no others
def gan_train(x_fake, x_real, y_real, name_images, train):
    x = torch.cat([x_fake, x_real])
    classifier = train(x, name_images(x))
    return 100 * (classifier(x_real).argmax(dim=1) != y_real).double().mean().item()


# %% wrong: the judge is scored
# says: No classifier is trained
def gan_train(x_fake, x_real, y_real, name_images, train):
    return 100 * (name_images(x_real) != y_real).double().mean().item()


# %% wrong: true classes for generated images
# says: must be those that `name_images` gives
def gan_train(x_fake, x_real, y_real, name_images, train):
    n = len(x_fake)
    classifier = train(x_fake, y_real.repeat(n // len(y_real) + 1)[:n])
    return 100 * (classifier(x_real).argmax(dim=1) != y_real).double().mean().item()


# %% wrong: a count
# says: how many answers are wrong
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    return (classifier(x_real).argmax(dim=1) != y_real).sum()


# %% wrong: one error an image
# says: must be one number
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    return 100 * (classifier(x_real).argmax(dim=1) != y_real).double()


# %% wrong: whole-number division
# says: cuts off what is behind the point
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    wrong = (classifier(x_real).argmax(dim=1) != y_real).sum().item()
    return 100 * wrong // len(x_real)


# %% right: in batches
def gan_train(x_fake, x_real, y_real, name_images, train):
    classifier = train(x_fake, name_images(x_fake))
    wrong = 0
    for x, y in zip(x_real.split(16), y_real.split(16)):
        wrong += int((classifier(x).argmax(1) != y).sum())
    return 100 * wrong / len(x_real)


# %% right: what is missing to 100, as a tensor
def gan_train(x_fake, x_real, y_real, name_images, train):
    names = torch.cat([name_images(x) for x in x_fake.split(10)])
    logits = train(x_fake, names)(x_real)
    return 100 - 100 * (logits.max(dim=1).indices == y_real).float().mean()
