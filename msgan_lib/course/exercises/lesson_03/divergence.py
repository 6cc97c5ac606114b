"""The KL divergence of normal distributions from the standard one."""

import torch

from msgan_lib.course.checks import agree, exercise, expect, expect_tensor
from msgan_lib.course.exercises._cases import expect_right
from msgan_lib.course.expectations import SHORT, shown

# Images, numbers of a code: more of either, as many of both, one of anything.
SHAPES = ((2, 3), (4, 3), (2, 7), (5, 1), (1, 4), (1, 1), (3, 3), (40, 2), (2, 40))


@exercise("03_divergence", points=1)
def check_divergence(divergence, stream):
    """The numbers, and the gradient of a result that carries one."""
    inputs = [_codes(shape, stream) for shape in SHAPES]
    expect_right(
        divergence,
        inputs,
        lambda mean, log_variance: _each(mean, log_variance).sum(1).mean(),
        _MISTAKES,
        read=_one_number,
        told=_told,
        atol=1e-4,
    )
    for given in inputs:
        _expect_gradients(divergence, *given)


def _codes(shape, stream):
    """Return means and log-variances of both signs with a decimal, and zeros.

    Of four images or more one has the standard normal code, with a divergence of 0, and
    two have the same.
    """
    mean, log_variance = torch.randn(2, *shape, generator=stream).mul(20).round() / 10
    if mean.numel() > 2:
        mean[0, 0] = log_variance[-1, -1] = 0
    if len(mean) > 3:
        mean[1] = log_variance[1] = 0
        mean[2], log_variance[2] = mean[3], log_variance[3]
    return mean, log_variance


def _each(mean, log_variance):
    return (mean.square() + log_variance.exp() - log_variance - 1) / 2


def _one_number(found, mean, log_variance):
    expect_tensor(found)
    expect(
        found.shape == (),
        f"The result has the shape {tuple(found.shape)}, but must be one number, "
        "without axes: add up over the code, then take the mean over the images.",
    )
    return found


def _told(mean, log_variance):
    if mean.numel() <= SHORT:
        return f"For `mean` {shown(mean)} and `log_variance` {shown(log_variance)}"
    return f"For {len(mean)} images and codes of {mean.shape[1]} numbers"


def _expect_gradients(divergence, mean, log_variance):
    """Raise Wrong if the result carries a gradient, but not the whole one.

    An answer in numpy or plain Python carries none, and may not take such inputs.
    """
    leaves = [value.clone().requires_grad_() for value in (mean, log_variance)]
    try:
        found = divergence(*leaves)
    except (RuntimeError, TypeError):
        return
    if not getattr(found, "requires_grad", False):
        return
    of_mean, of_log_variance = torch.autograd.grad(found, leaves, allow_unused=True)
    for name, of, truth in (
        ("`mean`", of_mean, mean / len(mean)),
        ("`log_variance`", of_log_variance, (log_variance.exp() - 1) / 2 / len(mean)),
    ):
        reached = of is not None and (of.any() or not truth.any())
        expect(
            reached,
            f"The number is right, but no gradient reaches {name}: is there a `detach` "
            "too many, or a part that torch does not compute?",
        )
        expect(
            agree(of, truth),
            f"The number is right, but not all of its gradient reaches {name}: is "
            "there a `detach` too many, or a part that torch does not compute?",
        )


def _mean_of_sums(each):
    """Return a mistake in the formula: `each(mean, log_variance)`, rightly summed."""
    return lambda mean, log_variance: each(mean, log_variance).sum(1).mean()


_MISTAKES = {
    "The sign is wrong: a divergence is never below 0.": _mean_of_sums(
        lambda m, v: -_each(m, v)
    ),
    "The half is missing.": _mean_of_sums(lambda m, v: 2 * _each(m, v)),
    "You take the mean over the code too. The numbers of a code are added up; only the "
    "images are averaged.": lambda m, v: _each(m, v).mean(),
    "You add up the images. Their mean is wanted, so that the loss does not depend on "
    "the size of the batch.": lambda m, v: _each(m, v).sum(),
    "You sum over the images and average over the code; it is the other way round.": (
        lambda m, v: _each(m, v).sum(0).mean()
    ),
    "`log_variance` is the logarithm of the variance: where the formula says variance, "
    "take its exponential.": _mean_of_sums(lambda m, v: (m.square() - 1) / 2),
    "You took `log_variance` for the log of the standard deviation.": _mean_of_sums(
        lambda m, v: _each(m, 2 * v)
    ),
    "You squared the variance; the formula has it as it is.": _mean_of_sums(
        lambda m, v: _each(m, v) + ((2 * v).exp() - v.exp()) / 2
    ),
    "That is the standard deviation; the formula has the variance.": _mean_of_sums(
        lambda m, v: _each(m, v) + ((v / 2).exp() - v.exp()) / 2
    ),
    "The -1 is missing: for the mean 0 and the variance 1 the divergence is 0.": (
        _mean_of_sums(lambda m, v: _each(m, v) + 0.5)
    ),
    "The 1 is subtracted, not added.": _mean_of_sums(lambda m, v: _each(m, v) + 1),
    "The 1 is subtracted for every number of a code, not once for each image.": (
        lambda m, v: ((_each(m, v) + 0.5).sum(1) - 0.5).mean()
    ),
    "The mean must be squared.": _mean_of_sums(
        lambda m, v: _each(m, v) + (m - m.square()) / 2
    ),
    "The mean must be squared; you take its size.": _mean_of_sums(
        lambda m, v: _each(m, v) + (m.abs() - m.square()) / 2
    ),
    "The means are missing.": _mean_of_sums(lambda m, v: _each(0 * m, v)),
    "The variance is missing.": _mean_of_sums(lambda m, v: _each(m, v) - v.exp() / 2),
    "The log variance is missing.": _mean_of_sums(lambda m, v: _each(m, v) + v / 2),
    "The log variance is subtracted, not added.": _mean_of_sums(
        lambda m, v: _each(m, v) + v
    ),
    "The half belongs to the whole bracket, not to its last number alone.": (
        _mean_of_sums(lambda m, v: 2 * _each(m, v) + 0.5)
    ),
    "That is the divergence the other way round, of the standard distribution from "
    "the code's.": _mean_of_sums(lambda m, v: ((1 + m.square()) / v.exp() + v - 1) / 2),
    "You take the mean over the images first and the formula after; each image needs "
    "its own divergence.": lambda m, v: _each(m.mean(0), v.mean(0)).sum(),
}
