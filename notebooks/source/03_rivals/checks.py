"""The checks of lesson 03's exercises."""

import torch

from msgan_lib.lesson.checks import agree, exercise, expect, expect_tensor
from msgan_lib.lesson.expect import SHORT, expect_right, shown

# Images as sequences of bands, several rows a step.

# Images, steps, rows of a band, columns: high and wide, square, one of anything.
SIZES = (
    *((1, 3, 2, 2), (3, 4, 2, 5), (2, 5, 3, 2), (5, 2, 3, 4), (4, 5, 1, 6)),
    *((2, 1, 3, 3), (2, 1, 4, 3), (1, 6, 1, 6), (1, 4, 1, 3), (2, 2, 2, 4)),
    *((3, 3, 3, 3), (2, 3, 2, 1), (1, 1, 1, 1), (2, 7, 4, 28), (2, 4, 7, 30)),
)


@exercise("03_bands", points=1)
def check_bands(bands, stream):
    """Every pixel stands in its place."""
    inputs = [
        (_images(batch, steps * height, width, stream), height)
        for batch, steps, height, width in SIZES
    ]
    expect_right(
        bands, inputs, _truth, _MISTAKES_OF_BANDS, told=_told_of_bands, read=_a_tensor
    )


def _images(batch, rows, width, stream):
    """Return images of numbers such as 1.5, each number once: short to print."""
    order = torch.randperm(batch * rows * width, generator=stream)
    return order.reshape(batch, 1, rows, width) / 2


def _truth(x, height):
    batch, _, rows, width = x.shape
    return x.reshape(batch, rows // height, height * width)


def _a_tensor(result, x, height):
    expect_tensor(result)
    return result


def _told_of_bands(x, height):
    batch, _, rows, width = x.shape
    given = f"For {batch} image{'s' * (batch > 1)} of {rows} x {width} pixels"
    given += f", {shown(x)}," * (x.numel() <= SHORT)
    return f"{given} and `height={height}`"


def _steps(x, height):
    return x.shape[2] // height


def _squeezed(x, height):
    rows = x.squeeze()
    *images, high, wide = rows.shape
    return rows.reshape(*images, high // height, height * wide)


_MISTAKES_OF_BANDS = {
    "The axis of the images must stay, even for one image: `squeeze()` drops every "
    "axis of length 1, `squeeze(1)` that of the channels alone.": _squeezed,
    "The axis of the channels is still there; a sequence has three axes: images, time "
    "steps and pixels.": lambda x, height: _truth(x, height).unsqueeze(1),
    "The first axis must count the images, not the time steps.": (
        lambda x, height: _truth(x, height).transpose(0, 1)
    ),
    "The rows of a band must be put one behind the other; yours have an axis still.": (
        lambda x, height: x.squeeze(1).unflatten(1, (_steps(x, height), height))
    ),
    "A band keeps all its pixels; you made one row of them, their mean.": (
        lambda x, height: x.squeeze(1).unflatten(1, (-1, height)).mean(2)
    ),
    "A band keeps all its pixels; you made one row of them, their sum.": (
        lambda x, height: x.squeeze(1).unflatten(1, (-1, height)).sum(2)
    ),
    "`height` is how many rows a band has, not how many bands there are.": (
        lambda x, height: x.reshape(len(x), height, -1)
    ),
    "That is row by row, as with `height=1`; a band has `height` rows.": (
        lambda x, height: x.squeeze(1)
    ),
    "Each image must stay apart; you put all bands into one sequence.": (
        lambda x, height: x.reshape(-1, height * x.shape[3])
    ),
    "Each time step must stay apart; you made one row of each whole image.": (
        lambda x, height: x.flatten(1)
    ),
    "Your bands overlap: each must begin where the one before it ends.": (
        lambda x, height: x.squeeze(1).unfold(1, height, 1).transpose(2, 3).flatten(2)
    ),
    "You read the image column by column: the axes were swapped before the rows were "
    "put together.": (
        lambda x, height: x.transpose(2, 3).reshape(_truth(x, height).shape)
    ),
    "The bands must hold neighbouring rows; yours take the rows that are as far apart "
    "as there are steps.": (
        lambda x, height: (
            x.squeeze(1)
            .unflatten(1, (height, _steps(x, height)))
            .transpose(1, 2)
            .flatten(2)
        )
    ),
    "Within a band your pixels go down the columns; they must go along its first row, "
    "then along the next.": (
        lambda x, height: (
            x.squeeze(1).unflatten(1, (-1, height)).transpose(2, 3).flatten(2)
        )
    ),
    "The images are mixed: the shape is right, but pixels of different images stand "
    "in one sequence. Keep the axis of the images in front.": (
        lambda x, height: x.reshape(_steps(x, height), len(x), -1).transpose(0, 1)
    ),
    "The last band comes first; the time steps go from the top of the image to its "
    "bottom.": lambda x, height: _truth(x, height).flip(1),
    "Within a band the last row comes first; it must begin with its upper row.": (
        lambda x, height: x.squeeze(1).unflatten(1, (-1, height)).flip(2).flatten(2)
    ),
}


# The KL divergence of normal distributions from the standard one.

# Images, numbers of a code: more of either, as many of both, one of anything.
SHAPES_OF_DIVERGENCE = (
    (2, 3),
    (4, 3),
    (2, 7),
    (5, 1),
    (1, 4),
    (1, 1),
    (3, 3),
    (40, 2),
    (2, 40),
)


@exercise("03_divergence", points=1)
def check_divergence(divergence, stream):
    """The numbers, and the gradient of a result that carries one."""
    inputs = [_codes(shape, stream) for shape in SHAPES_OF_DIVERGENCE]
    expect_right(
        divergence,
        inputs,
        lambda mean, log_variance: _each(mean, log_variance).sum(1).mean(),
        _MISTAKES_OF_DIVERGENCE,
        read=_one_number,
        told=_told_of_divergence,
        atol=1e-4,
    )
    for given in inputs:
        _expect_gradients_of_divergence(divergence, *given)


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


def _one_number(result, mean, log_variance):
    expect_tensor(result)
    expect(
        result.shape == (),
        f"The result has the shape {tuple(result.shape)}, but must be one number, "
        "without axes: add up over the code, then take the mean over the images.",
    )
    return result


def _told_of_divergence(mean, log_variance):
    if mean.numel() <= SHORT:
        return f"For `mean` {shown(mean)} and `log_variance` {shown(log_variance)}"
    return f"For {len(mean)} images and codes of {mean.shape[1]} numbers"


def _expect_gradients_of_divergence(divergence, mean, log_variance):
    """Raise Wrong if the result carries a gradient, but not the whole one.

    An answer in numpy or plain Python carries none, and may not take such inputs.
    """
    leaves = [value.clone().requires_grad_() for value in (mean, log_variance)]
    try:
        result = divergence(*leaves)
    except (RuntimeError, TypeError):
        return
    if not getattr(result, "requires_grad", False):
        return
    of_mean, of_log_variance = torch.autograd.grad(result, leaves, allow_unused=True)
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


_MISTAKES_OF_DIVERGENCE = {
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


# Codes drawn so that gradients pass: the reparameterisation.

# Images, numbers of a code: more of either, as many of both, one of anything.
SHAPES_OF_DRAW_CODES = ((2, 3), (5, 3), (2, 20), (1, 4), (6, 1), (3, 3), (1, 1))
MANY = (1_500, 8)  # codes to see how the noise is spread


@exercise("03_draw_codes", points=2)
def check_draw_codes(draw_codes, stream):
    """The noise first, then what is made of it, gradients after."""
    inputs = [_means_and_log_variances(shape, stream) for shape in SHAPES_OF_DRAW_CODES]
    result = []
    for given in inputs:
        result.append(draw_codes(*given, stream))
        expect_tensor(result[-1], shape=tuple(given[0].shape))
    _expect_noise([x.detach() for x in result], inputs)
    _expect_stream(draw_codes, *inputs[1], stream)
    _expect_standard_normal(draw_codes, stream)
    _expect_codes(draw_codes, inputs, stream)
    for given in inputs:
        _expect_gradients_of_draw_codes(draw_codes, *given, stream)


def _means_and_log_variances(shape, stream):
    """Return other ones for every number of every code, of both signs."""
    mean, log_variance = torch.randn(2, *shape, generator=stream)
    log_variance = (1 + log_variance.abs()) * log_variance.sign()
    return (30 * mean).round() / 10, (20 * log_variance).round() / 10


def _expect_noise(result, inputs):
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
        same = [
            agree(x, fixed(*given)) for x, given in zip(result, inputs, strict=True)
        ]
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


def _expect_gradients_of_draw_codes(draw_codes, mean, log_variance, stream):
    """Raise Wrong unless the gradients reach both, whole."""
    leaves = [value.clone().requires_grad_() for value in (mean, log_variance)]
    result = draw_codes(*leaves, stream)
    message = (
        "No gradient reaches {}: the encoder could not learn from the code. Draw noise "
        "that depends on nothing, and compute the code from it."
    )
    expect(result.requires_grad, message.format("mean and log-variance"))
    weights = torch.randn(mean.shape, generator=stream)
    of_mean, of_log_variance = torch.autograd.grad(
        (weights * result).sum(), leaves, allow_unused=True
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
        agree(of_log_variance, weights * (result.detach() - mean) / 2, atol=1e-3),
        "The gradient does not reach the log-variance as it should: the noise must be "
        "multiplied by a standard deviation that is computed from it.",
    )
