"""The checks of lesson 14's exercises."""

import torch

from msgan_lib.course.checks import exercise, expect, expect_close, expect_tensor


@exercise("14_follow", points=1)
def check_follow(follow, stream):
    """One step of an exponential moving average."""
    for decay in (0.9, 0.6):
        teacher, network = torch.randn(2, 4, 3, generator=stream)
        mistakes = {
            "The shares are swapped: `decay` is the share of the old teacher.": (
                (1 - decay) * teacher + decay * network
            ),
            "The network's weights come in whole, but their share is `1 - decay`.": (
                decay * teacher + network
            ),
            "The old teacher stays in whole, but its share is `decay`.": (
                teacher + (1 - decay) * network
            ),
            "You take the plain mean of both and leave out `decay`.": (
                (teacher + network) / 2
            ),
        }
        found = follow(teacher, network, decay)
        expect_tensor(found, shape=(4, 3))
        for message, mistake in mistakes.items():
            expect(not torch.allclose(found, mistake, atol=1e-5), message)
        expect_close(
            found,
            decay * teacher + (1 - decay) * network,
            "The numbers are not those of the weighted mean. Compare with the example "
            "in the text, by hand.",
        )


@exercise("14_feature_distance", points=2)
def check_feature_distance(feature_distance, stream):
    """Feature matching at one level: numbers first, gradients after."""
    real, fake = torch.randn(2, 8, 5, generator=stream)
    found = feature_distance(real, fake)
    expect_tensor(found)
    gap = fake.mean(dim=0) - real.mean(dim=0)
    rows = fake.mean(dim=1) - real.mean(dim=1)
    mistakes = {
        "You compare image by image. There are no pairs of a real and a generated "
        "image: take the means over the images first.": (fake - real).square().mean(),
        "Your means run over the features of an image. They must run over the images, "
        "one mean for each feature.": rows.square().mean(),
        "You square before you subtract; the differences must be squared.": (
            fake.square().mean() - real.square().mean()
        ),
        "You take the mean of the differences, without the square.": gap.mean(),
        "You take the mean of the absolute differences; they must be squared.": (
            gap.abs().mean()
        ),
        "You add up the squares; take their mean over the features.": (
            gap.square().sum()
        ),
    }
    for message, mistake in mistakes.items():
        wrong = found.shape == () and torch.isclose(found, mistake, atol=1e-6)
        expect(not wrong, message)
    expect_tensor(found, shape=())
    _compare(feature_distance, torch.randn(12, 5, generator=stream), fake)
    _compare(feature_distance, real, torch.randn(3, 5, generator=stream) + 2)


def _compare(feature_distance, real, fake):
    """Compare value and gradients with the truth."""
    real, fake = real.clone().requires_grad_(), fake.clone().requires_grad_()
    found = feature_distance(real, fake)
    expect_tensor(found, shape=())
    gap = fake.mean(dim=0) - real.mean(dim=0)
    expect_close(
        found,
        gap.square().mean(),
        f"For {len(real)} real and {len(fake)} generated images the number is wrong. "
        "Compare with the example in the text, by hand.",
    )
    expect(
        found.requires_grad,
        "No gradient reaches the generated features: is there a `detach` too many, or "
        "was the result made into a plain number?",
    )
    of_real, of_fake = torch.autograd.grad(found, (real, fake), allow_unused=True)
    expect(
        of_real is None or not of_real.any(),
        "The gradient reaches the real features too: is a `detach` missing?",
    )
    truth = (2 / gap.numel() / len(fake) * gap.detach()).expand_as(fake)
    expect(
        of_fake is not None and torch.allclose(of_fake, truth, atol=1e-6),
        "The number is right, but its gradient does not reach the generated features, "
        "or not all of it.",
    )
