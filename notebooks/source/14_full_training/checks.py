"""The checks of lesson 14's exercises."""

import torch

from msgan_lib.lesson.checks import agree, exercise, expect, expect_tensor
from msgan_lib.lesson.expect import SHORT, expect_right, shown

# Decays that rounding, or a default for 0, would change; shapes of layers' weights.
DECAYS = (0.9, 0.6, 0.99, 0.995, 0.9995, 0.5, 0.123456, 0.05, 0.0, 1.0)
SHAPES = ((3,), (4, 3), (2, 3, 3, 3), (1,), (3, 3))
# Real images, generated ones, features: more of either, as many, one of anything.
SIZES = (
    *((3, 3, 2), (3, 2, 2), (8, 8, 5), (12, 8, 5), (8, 3, 5), (1, 6, 4), (6, 1, 4)),
    *((1, 1, 3), (7, 4, 1), (5, 5, 5), (1, 1, 1), (2, 3, 40)),
)


@exercise("14_follow", points=1)
def check_follow(follow, stream):
    """One step of an exponential moving average."""
    inputs = [(*_weights(shape, stream), 0.75) for shape in SHAPES]
    inputs += [(*_weights((3,), stream), decay) for decay in DECAYS]
    teacher, network = (100 * weights for weights in _weights((2, 2), stream))
    zeros = torch.zeros_like(teacher)  # as biases begin
    inputs += [(zeros, network, 0.6), (teacher, zeros, 0.6), (zeros, zeros, 0.6)]
    inputs += [(teacher, network, 0.7), (teacher, teacher, 0.3)]
    expect_right(
        follow,
        inputs,
        lambda teacher, network, decay: decay * teacher + (1 - decay) * network,
        {
            "The shares are swapped: `decay` is the share of the old teacher.": (
                lambda teacher, network, decay: (1 - decay) * teacher + decay * network
            ),
            "The network's weights come in whole, but their share is `1 - decay`.": (
                lambda teacher, network, decay: decay * teacher + network
            ),
            "The old teacher stays in whole, but its share is `decay`.": (
                lambda teacher, network, decay: teacher + (1 - decay) * network
            ),
            "You take the plain mean of both and leave out `decay`.": (
                lambda teacher, network, decay: (teacher + network) / 2
            ),
            "That is the step alone; it must be added to the old teacher.": (
                lambda teacher, network, decay: (1 - decay) * (network - teacher)
            ),
            "The step leads away from the network: check its sign.": (
                lambda teacher, network, decay: (
                    teacher - (1 - decay) * (network - teacher)
                )
            ),
            "That is the old teacher: nothing comes from the network.": (
                lambda teacher, network, decay: teacher
            ),
            "That is the network: nothing stays of the old teacher.": (
                lambda teacher, network, decay: network
            ),
            "That is the teacher's share alone; the network's is missing.": (
                lambda teacher, network, decay: decay * teacher
            ),
        },
        read=lambda result, teacher, network, decay: _of_shape(result, teacher.shape),
        told=_told_weights,
    )


def _weights(shape, stream):
    """Return two tensors with numbers of both signs, a zero and an equal pair each."""
    teacher, gap = torch.randn(2, *shape, generator=stream).mul(20).round() / 10
    network = teacher + gap + 2 * gap.sign()
    if teacher.numel() > 3:
        teacher.view(-1)[0] = network.view(-1)[1] = 0
        network.view(-1)[2] = teacher.view(-1)[2]
    return teacher, network


def _told_weights(teacher, network, decay):
    if teacher.numel() <= SHORT:
        weights = f"the weights {shown(teacher)} and {shown(network)}"
    else:
        weights = f"weights of shape {tuple(teacher.shape)}"
    return f"For {weights} with `decay={decay}`"


def _of_shape(result, shape):
    expect_tensor(result, shape=tuple(shape))
    return result


@exercise("14_feature_distance", points=2)
def check_feature_distance(feature_distance, stream):
    """Feature matching at one level: numbers first, gradients after."""
    inputs = [
        (_features(m, n, 0, stream), _features(k, n, 1.05, stream)) for m, k, n in SIZES
    ]
    expect_right(
        feature_distance,
        inputs,
        lambda real, fake: _gap(real, fake).square().mean(),
        {
            "You compare image by image. There are no pairs of a real and a generated "
            "image: take the means over the images first.": (
                lambda real, fake: (fake - real).square().mean()
            ),
            "Your means run over the features of an image. They must run over the "
            "images, one mean for each feature.": (
                lambda real, fake: (fake.mean(1) - real.mean(1)).square().mean()
            ),
            "You take one mean over all numbers of a side; each feature needs its "
            "own.": lambda real, fake: (fake.mean() - real.mean()).square(),
            "You square before you subtract; the differences must be squared.": (
                lambda real, fake: fake.square().mean() - real.square().mean()
            ),
            "You take the squares of the means and subtract them; the differences must "
            "be squared.": (
                lambda real, fake: (
                    fake.mean(0).square() - real.mean(0).square()
                ).mean()
            ),
            "You take the mean of the differences, without the square.": (
                lambda real, fake: _gap(real, fake).mean()
            ),
            "You take the mean of the differences, without the square, and real minus "
            "generated.": lambda real, fake: -_gap(real, fake).mean(),
            "You take the mean of the absolute differences; they must be squared.": (
                lambda real, fake: _gap(real, fake).abs().mean()
            ),
            "You add up the squares; take their mean over the features.": (
                lambda real, fake: _gap(real, fake).square().sum()
            ),
            "You take a root in the end; the mean of the squares is wanted.": (
                lambda real, fake: _gap(real, fake).square().mean().sqrt()
            ),
            "That is the length of the differences, the root of the sum of their "
            "squares; the mean of the squares is wanted.": (
                lambda real, fake: _gap(real, fake).norm()
            ),
            "Only the real images are averaged; the generated ones need their mean "
            "too.": lambda real, fake: (fake - real.mean(0)).square().mean(),
            "Only the generated images are averaged; the real ones need their mean "
            "too.": lambda real, fake: (fake.mean(0) - real).square().mean(),
        },
        read=_one_number,
        told=_told_features,
    )
    for real, fake in inputs:
        _expect_gradients(feature_distance, real, fake)


def _features(images, features, middle, stream):
    """Return random features with a decimal: short to print."""
    return torch.randn(images, features, generator=stream).mul(10).round() / 10 + middle


def _gap(real, fake):
    return fake.mean(0) - real.mean(0)


def _one_number(result, real, fake):
    expect_tensor(result)
    expect(
        result.shape == (),
        f"The result has the shape {tuple(result.shape)}, but must be one number, "
        "without axes: what is left to be averaged?",
    )
    return result


def _told_features(real, fake):
    if real.numel() <= SHORT and fake.numel() <= SHORT:
        return f"For the real features {shown(real)} and the generated {shown(fake)}"
    return (
        f"For {len(real)} real and {len(fake)} generated images of {real.shape[1]} "
        "features"
    )


def _expect_gradients(feature_distance, real, fake):
    """Raise Wrong unless the gradient reaches the fakes, whole, and nothing else."""
    real, fake = real.clone().requires_grad_(), fake.clone().requires_grad_()
    result = _one_number(feature_distance(real, fake), real, fake)
    gap = _gap(real, fake).detach()
    expect(
        real.requires_grad and fake.requires_grad,
        "Your function switches off the gradient of its input, which others may still "
        "need; `detach()` gives a tensor of its own.",
    )
    of_real = of_fake = None
    if result.requires_grad:
        of_real, of_fake = torch.autograd.grad(result, (real, fake), allow_unused=True)
    reaches_real = of_real is not None and of_real.any()
    reaches_fake = of_fake is not None and (of_fake.any() or not gap.any())
    expect(
        reaches_fake or not reaches_real,
        "The gradient reaches the real features in place of the generated ones: "
        "detach the other side.",
    )
    expect(
        reaches_fake,
        "No gradient reaches the generated features: is there a `detach` too many, or "
        "was the result made from plain numbers?",
    )
    expect(
        not reaches_real,
        "The gradient reaches the real features too: is a `detach` missing?",
    )
    truth = (2 / gap.numel() / len(fake) * gap).expand_as(fake)
    expect(
        agree(of_fake, truth),
        "The number is right, but not all of its gradient reaches the generated "
        "features: is there a `detach` on a part of them?",
    )
