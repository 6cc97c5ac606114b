"""The checks of lesson 03's exercises."""

import torch

from msgan_lib.course.checks import exercise, expect, expect_close, expect_tensor


@exercise("03_bands", points=1)
def check_bands(bands, stream):
    """Images as sequences of bands, several rows a step."""
    for batch, steps, height, width in ((3, 4, 2, 5), (5, 2, 3, 4), (4, 5, 1, 6)):
        x = torch.rand(batch, 1, steps * height, width, generator=stream)
        found = bands(x, height)
        expect_tensor(found)
        _expect_band_shape(found, batch, steps, height, width)
        rows = x.squeeze(1)
        columns = rows.transpose(1, 2).reshape(batch, steps, height * width)
        expect(
            not torch.allclose(found, columns),
            "You read the image column by column: the axes were swapped before the "
            "rows were put together.",
        )
        far = rows.unflatten(1, (height, steps)).transpose(1, 2).flatten(2)
        expect(
            height == 1 or not torch.allclose(found, far),
            f"A band must hold neighbouring rows, the first one rows 0 to "
            f"{height - 1}; yours holds every {steps}th row.",
        )
        by_column = rows.unflatten(1, (steps, height)).transpose(2, 3).flatten(2)
        expect(
            height == 1 or not torch.allclose(found, by_column),
            "Within a band your pixels go down the columns; they must go along its "
            "first row, then along the next.",
        )
        expect_close(
            found,
            rows.reshape(batch, steps, height * width),
            f"For {batch} images of {steps * height} x {width} pixels and bands of "
            f"{height} rows the pixels are not in order. Compare with the example.",
        )


def _expect_band_shape(found, batch, steps, height, width):
    """Raise Wrong, with what the shape looks like, unless it is the right one."""
    shape, wanted = tuple(found.shape), (batch, steps, height * width)
    looks_like = {
        (batch, 1, *wanted[1:]): "the axis of the channels is still there.",
        (steps, batch, height * width): "the first axis must count the images, not the "
        "steps.",
        (batch, steps, height, width): "the rows of a band must be put one behind the "
        "other.",
        (batch, steps, width): "a band keeps all its pixels; you made one row of them.",
    }
    # With bands of one row some of these are the same: the first one counts.
    told = next(
        (told for known, told in looks_like.items() if known == shape),
        "each image becomes a sequence of its bands.",
    )
    expect(
        shape == wanted, f"The result has the shape {shape}, but not {wanted}: {told}"
    )


@exercise("03_draw_codes", points=2)
def check_draw_codes(draw_codes, stream):
    """Reparameterisation: numbers first, then the noise, gradients after."""
    mean = 3 * torch.randn(2, generator=stream)
    log_variance = torch.tensor([-2.0, 1.5]) + 0.2 * torch.randn(2, generator=stream)
    shape = (6_000, 2)
    leaves = [
        value.expand(shape).clone().requires_grad_() for value in (mean, log_variance)
    ]
    found = draw_codes(*leaves, stream)
    expect_tensor(found, shape=shape)
    code = found.detach()
    noise = code - mean
    expect(noise.abs().max() > 0, "You return the means: where is the noise?")
    expect(
        len(noise.unique(dim=0)) > 1,
        "All images get the same noise; each needs its own.",
    )
    _expect_spread(noise, mean, log_variance)
    _expect_normal(noise / (log_variance / 2).exp())
    of_mean, of_log_variance = _gradients(found, leaves)
    expect(
        (of_mean - 1).abs().max() < 1e-4,
        "The code must move with the mean: its gradient should be 1.",
    )
    expect(
        (of_log_variance - noise / 2).abs().max() < 1e-3,
        "The gradient does not reach the log-variance as it should: the noise must be "
        "multiplied by a standard deviation that is computed from it.",
    )
    _expect_stream(draw_codes, stream)


def _expect_spread(noise, mean, log_variance):
    """Raise Wrong unless the codes lie around their mean with their variance."""
    found, variance = noise.std(dim=0), log_variance.exp()

    def near(truth):
        return bool(((found - truth).abs() < 0.08 * truth.abs()).all())

    expect(
        not near(variance),
        "You multiply the noise by the variance. It must be the standard deviation, "
        "the root of the variance.",
    )
    expect(
        not near(log_variance.abs()) and not near(log_variance.abs() / 2),
        "You multiply the noise by the log-variance itself; take the exponential to "
        "get the variance.",
    )
    expect(
        not near(torch.ones(2)),
        "Your codes have the standard deviation 1 whatever `log_variance` says.",
    )
    expect(
        noise.mean(dim=0).abs().max() < 0.1 * found.max() or near(variance.sqrt()),
        "The codes do not lie around their means.",
    )
    expect(
        near(variance.sqrt()),
        f"For the log-variances {log_variance[0]:.2f} and {log_variance[1]:.2f} the "
        f"codes' standard deviations are {found[0]:.2f} and {found[1]:.2f}, not "
        f"{variance[0].sqrt():.2f} and {variance[1].sqrt():.2f}.",
    )


def _expect_normal(standard):
    """Raise Wrong unless noise of standard deviation 1 looks normal around 0."""
    expect(
        standard.mean(dim=0).abs().max() < 0.1,
        "The codes do not lie around their means.",
    )
    within = (standard.abs() < 1).float().mean()
    expect(
        abs(within - 0.683) < 0.03 and standard.abs().max() > 2.5,
        "The noise is not normal: about 68 of 100 draws of a normal distribution lie "
        f"within one standard deviation, and {100 * within:.0f} of yours do.",
    )


def _gradients(found, leaves):
    """Return the gradients of the codes' sum, or raise Wrong where there are none."""
    message = (
        "No gradient reaches {}: the encoder could not learn from the code. Draw noise "
        "that depends on nothing, and compute the code from it."
    )
    expect(found.requires_grad, message.format("mean and log-variance"))
    gradients = torch.autograd.grad(found.sum(), leaves, allow_unused=True)
    for gradient, name in zip(gradients, ("the mean", "the log-variance"), strict=True):
        expect(gradient is not None, message.format(name))
    return gradients


def _expect_stream(draw_codes, stream):
    """Raise Wrong unless the noise comes from the generator that was given."""
    mean, log_variance = torch.randn(2, 5, 3, generator=stream)
    state = stream.get_state()
    first = draw_codes(mean, log_variance, stream)
    again = draw_codes(mean, log_variance, stream)
    stream.set_state(state)
    same = draw_codes(mean, log_variance, stream)
    expect(
        torch.equal(first, same),
        "The same `stream` should give the same codes again; draw the noise from it, "
        "with `generator=stream`.",
    )
    expect(
        not torch.equal(first, again),
        "A second call must draw new noise; seed nothing inside the function.",
    )


@exercise("03_divergence", points=1)
def check_divergence(divergence, stream):
    """The KL divergence of diagonal normal distributions from N(0, I)."""
    for shape in ((4, 3), (2, 7), (5, 1)):
        mean, log_variance = torch.randn(2, *shape, generator=stream)
        mean.requires_grad_()
        each = (mean.square() + log_variance.exp() - log_variance - 1) / 2
        truth = each.sum(dim=1).mean()
        found = divergence(mean, log_variance)
        expect_tensor(found)
        _expect_no_mistake(found.detach(), mean.detach(), log_variance, each.detach())
        expect_tensor(found, shape=())
        expect_close(
            found.detach(),
            truth.detach(),
            f"For {shape[0]} images and codes of {shape[1]} numbers the result is "
            f"{found.item():.4f}, not {truth.item():.4f}.",
            atol=1e-4,
        )
        expect(
            found.requires_grad,
            "No gradient passes: the result must stay a tensor, computed from the "
            "means and log-variances by torch.",
        )


def _expect_no_mistake(found, mean, log_variance, each):
    """Raise Wrong with a message of its own for each frequent mistake."""
    variance = log_variance.exp()
    sd_taken = (mean.square() + variance.square() - 2 * log_variance - 1) / 2
    over_images = each.sum(dim=0).mean()
    mistakes = {
        "The sign is wrong: a divergence is never below 0.": -each.sum(dim=1).mean(),
        "The half is missing.": 2 * each.sum(dim=1).mean(),
        "You take the mean over the code too. The numbers of a code are added up; only "
        "the images are averaged.": each.mean(),
        "You add up the images. Their mean is wanted, so that the loss does not depend "
        "on the size of the batch.": each.sum(),
        "You sum over the images and average over the code; it is the other way "
        "round.": over_images,
        "`log_variance` is the logarithm of the variance: where the formula says "
        "variance, take its exponential.": (
            (mean.square() - 1).div(2).sum(dim=1).mean()
        ),
        "You took `log_variance` for the log of the standard deviation.": (
            sd_taken.sum(dim=1).mean()
        ),
        "The -1 is missing: for the mean 0 and the variance 1 the divergence is 0.": (
            (each + 0.5).sum(dim=1).mean()
        ),
        "The mean must be squared.": (
            (mean + variance - log_variance - 1).div(2).sum(dim=1).mean()
        ),
    }
    truth = each.sum(dim=1).mean()
    for message, mistake in mistakes.items():
        told_apart = mistake.isfinite() and not torch.isclose(mistake, truth, atol=1e-3)
        wrong = found.shape == () and torch.isclose(
            found.double(), mistake.double(), atol=1e-4
        )
        expect(not (told_apart and wrong), message)
    expect(
        tuple(found.shape) not in {tuple(each.shape), (len(each),)},
        f"The result has the shape {tuple(found.shape)}, but must be one number: add "
        "up over the code, then take the mean over the images.",
    )
