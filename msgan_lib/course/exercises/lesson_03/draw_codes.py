"""Codes drawn so that gradients pass: the reparameterisation."""

import torch

from msgan_lib.course.checks import agree, exercise, expect, expect_tensor
from msgan_lib.course.exercises._cases import expect_right
from msgan_lib.course.expectations import shown

# Images, numbers of a code: more of either, as many of both, one of anything.
SHAPES = ((2, 3), (5, 3), (2, 20), (1, 4), (6, 1), (3, 3), (1, 1))
MANY = (1_500, 8)  # codes to see how the noise is spread


@exercise("03_draw_codes", points=2)
def check_draw_codes(draw_codes, stream):
    """The noise first, then what is made of it, gradients after."""
    inputs = [_means_and_log_variances(shape, stream) for shape in SHAPES]
    found = []
    for given in inputs:
        found.append(draw_codes(*given, stream))
        expect_tensor(found[-1], shape=tuple(given[0].shape))
    _expect_noise([x.detach() for x in found], inputs)
    _expect_stream(draw_codes, *inputs[1], stream)
    _expect_standard_normal(draw_codes, stream)
    _expect_codes(draw_codes, inputs, stream)
    for given in inputs:
        _expect_gradients(draw_codes, *given, stream)


def _means_and_log_variances(shape, stream):
    """Return other ones for every number of every code, of both signs."""
    mean, log_variance = torch.randn(2, *shape, generator=stream)
    log_variance = (1 + log_variance.abs()) * log_variance.sign()
    return (30 * mean).round() / 10, (20 * log_variance).round() / 10


def _expect_noise(found, inputs):
    """Raise Wrong where nothing is random at all."""
    for message, fixed in {
        "You return the means: where is the noise?": lambda mean, log_variance: mean,
        "You add the standard deviation itself to the mean: where is the noise?": (
            lambda mean, log_variance: mean + (log_variance / 2).exp()
        ),
        "You add the variance itself to the mean: where is the noise?": (
            lambda mean, log_variance: mean + log_variance.exp()
        ),
    }.items():
        same = [agree(x, fixed(*given)) for x, given in zip(found, inputs, strict=True)]
        expect(not all(same), message)


def _expect_stream(draw_codes, mean, log_variance, stream):
    """Raise Wrong unless the noise comes from the generator that was given."""
    state = stream.get_state()
    first = draw_codes(mean, log_variance, stream)
    again = draw_codes(mean, log_variance, stream)
    stream.set_state(state)
    same = draw_codes(mean, log_variance, stream)
    expect(
        not torch.equal(first, again),
        "A second call must draw new noise; seed nothing inside the function, and keep "
        "nothing of the first call.",
    )
    expect(
        torch.equal(first, same),
        "The same `stream` should give the same codes again; draw the noise from it, "
        "with `generator=stream`.",
    )


def _expect_standard_normal(draw_codes, stream):
    """Raise Wrong unless mean 0 and log-variance 0 give standard normal numbers.

    A right answer stays within the bounds: they are six standard errors wide and more.
    """
    zeros = torch.zeros(MANY)
    code = draw_codes(zeros, zeros.clone(), stream)
    expect_tensor(code, shape=MANY)
    code = code.detach().double()
    given = "With the mean 0 and the log-variance 0, so the variance 1,"
    expect(
        code.any(),
        f"{given} all your codes are 0. The variance is the exponential of "
        "`log_variance`, not `log_variance` itself.",
    )
    expect(
        len(code.unique(dim=0)) > 1,
        "All images get the same noise; each needs its own.",
    )
    expect(
        code.T.corrcoef().nan_to_num().triu(1).abs().max() < 0.16,
        "The numbers of one code hang together; each needs noise of its own.",
    )
    mean, spread = code.mean().item(), code.std().item()
    expect(
        abs(mean) < 0.06 and code.mean(0).abs().max() < 0.16,
        f"{given} the codes should lie around 0; the mean of yours is {mean:.2f}: is "
        "the noise normal with the mean 0, and is nothing else added?",
    )
    expect(
        abs(spread - 1) < 0.04 and (code.std(0) - 1).abs().max() < 0.12,
        f"{given} the standard deviation of your codes is {spread:.2f}, not 1.",
    )
    within = 100 * (code.abs() < 1).double().mean().item()
    expect(
        abs(within - 68.3) < 3 and abs(code.pow(4).mean() - 3) < 0.5,
        "The noise is not normal: about 68 of 100 draws of a normal distribution lie "
        f"within one standard deviation, and {within:.0f} of yours do; and far ones "
        "are rare, but they are there.",
    )
    expect(
        code.abs().max() > 3.05,
        "The noise is cut off: of many normal draws some lie more than three standard "
        f"deviations out, and yours end at {code.abs().max():.2f}.",
    )
    different = len(code.abs().unique(dim=0))  # nor is one minus another
    expect(
        different == len(code),
        f"Of {len(code)} images only {different} have a noise of their own; each needs "
        "one.",
    )


def _expect_codes(draw_codes, inputs, stream):
    """Raise Wrong unless every code is the noise, moved by its mean and deviation.

    The noise is what the same state of the stream gives for mean 0 and variance 1.
    """
    given = []
    for mean, log_variance in inputs:
        state = stream.get_state()
        zeros = torch.zeros_like(mean)
        noise = draw_codes(zeros, zeros.clone(), stream).detach()
        given.append((mean, log_variance, noise, state))

    def drawn(mean, log_variance, noise, state):
        stream.set_state(state)
        return draw_codes(mean, log_variance, stream).detach()

    expect_right(
        drawn,
        given,
        lambda mean, log_variance, noise, _: mean + (log_variance / 2).exp() * noise,
        {
            "You multiply the noise by the variance. It must be the standard "
            "deviation, the root of the variance.": (
                lambda mean, log_variance, noise, _: mean + log_variance.exp() * noise
            ),
            "You multiply the noise by the variance squared; it must be the root of "
            "the variance.": (
                lambda mean, log_variance, noise, _: (
                    mean + (2 * log_variance).exp() * noise
                )
            ),
            "You take the root twice: the standard deviation is the root of the "
            "variance.": (
                lambda mean, log_variance, noise, _: (
                    mean + (log_variance / 4).exp() * noise
                )
            ),
            "Your codes have the standard deviation 1 whatever `log_variance` says.": (
                lambda mean, log_variance, noise, _: mean + noise
            ),
            "The noise is multiplied by the standard deviation, not divided by it.": (
                lambda mean, log_variance, noise, _: (
                    mean + noise / (log_variance / 2).exp()
                )
            ),
            "The mean is missing.": (
                lambda mean, log_variance, noise, _: (log_variance / 2).exp() * noise
            ),
            "The mean is subtracted; add it.": (
                lambda mean, log_variance, noise, _: (
                    (log_variance / 2).exp() * noise - mean
                )
            ),
            "The standard deviation multiplies the noise alone, not the mean.": (
                lambda mean, log_variance, noise, _: (
                    (log_variance / 2).exp() * (mean + noise)
                )
            ),
            "You add the standard deviation; it must multiply the noise.": (
                lambda mean, log_variance, noise, _: (
                    mean + (log_variance / 2).exp() + noise
                )
            ),
            "All images get the first one's mean and variance; each has its own.": (
                lambda mean, log_variance, noise, _: (
                    mean[:1] + (log_variance[:1] / 2).exp() * noise
                )
            ),
        },
        told=lambda mean, log_variance, noise, _: (
            f"For the means {shown(mean)}, the log-variances {shown(log_variance)} and "
            f"the noise {shown(noise)}"
        ),
        atol=1e-4,
    )


def _expect_gradients(draw_codes, mean, log_variance, stream):
    """Raise Wrong unless the gradients reach both, whole."""
    leaves = [value.clone().requires_grad_() for value in (mean, log_variance)]
    found = draw_codes(*leaves, stream)
    message = (
        "No gradient reaches {}: the encoder could not learn from the code. Draw noise "
        "that depends on nothing, and compute the code from it."
    )
    expect(found.requires_grad, message.format("mean and log-variance"))
    weights = torch.randn(mean.shape, generator=stream)
    of_mean, of_log_variance = torch.autograd.grad(
        (weights * found).sum(), leaves, allow_unused=True
    )
    reached = [of is not None and of.any() for of in (of_mean, of_log_variance)]
    expect(any(reached), message.format("mean and log-variance"))
    expect(reached[0], message.format("the mean"))
    expect(reached[1], message.format("the log-variance"))
    expect(
        agree(of_mean, weights),
        "The code must move with the mean: its gradient should be 1.",
    )
    expect(
        agree(of_log_variance, weights * (found.detach() - mean) / 2, atol=1e-3),
        "The gradient does not reach the log-variance as it should: the noise must be "
        "multiplied by a standard deviation that is computed from it.",
    )
