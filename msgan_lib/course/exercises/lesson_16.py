"""The checks of lesson 16's exercises."""

from math import comb
from statistics import mean, median

import torch

from msgan_lib.course.checks import exercise, expect, expect_number
from msgan_lib.course.expectations import kind


def _uniform(stream, n, low=0.0, high=1.0):
    """Return n random numbers between low and high as a plain list."""
    return (low + (high - low) * torch.rand(n, generator=stream)).tolist()


@exercise("16_equal_seconds", points=1)
def check_equal_seconds(equal_seconds, stream):
    """Steps of one training that cost what those of another cost."""
    for num_steps in (4_000, 12_000):
        timed = [round(x, 1) for x in _uniform(stream, 5, 150, 200)]
        timed[2] = 900.0  # something else ran
        other = [round(x, 1) for x in _uniform(stream, 7, 60, 90)]
        other[1] = 320.0
        steps = num_steps * median(timed) / median(other)
        found = equal_seconds(num_steps, timed, other)
        number = expect_number(found)
        mistakes = {
            "The ratio is upside down: who has the cheaper step gets more steps.": (
                num_steps * median(other) / median(timed)
            ),
            "You take means. One slow step, while the computer did something else, "
            "moves a mean; take medians.": num_steps * mean(timed) / mean(other),
            "You take the fastest step of each. The median tells what a step costs "
            "as a rule.": num_steps * min(timed) / min(other),
            "That is the first training's cost. Divide by what a step of the other "
            "training costs.": num_steps * median(timed),
            "That is the ratio of the costs. How many steps does it give?": (
                median(timed) / median(other)
            ),
        }
        for message, mistake in mistakes.items():
            expect(abs(number - mistake) > 1, message)
        expect(
            abs(number - steps) <= 1,
            "The number of steps is wrong. Compare with the example, by hand.",
        )
        expect(
            number <= steps,
            "You round up. Then the other training costs more than the first; round "
            "down.",
        )
        expect(
            number == int(number),
            "A training has a whole number of steps; round down.",
        )
        expect(
            not isinstance(found, float),
            "The number is right, but it is a float. A training counts its steps with "
            "an int.",
        )


@exercise("16_paired_effect", points=2)
def check_paired_effect(paired_effect, stream):
    """Mean of paired differences and its interval, draws in any order."""
    for shared in (5, 4):
        with_gan, without = _two_sides(stream, shared)
        pairs = [with_gan[k] - without[k] for k in with_gan if k in without]
        average, factor = mean(pairs), 2.5
        spread = torch.tensor(pairs)
        half = factor * spread.std().item() / shared**0.5
        found = paired_effect(with_gan, without, factor)
        expect(found is not None, "The result is None: is a `return` missing?")
        expect(
            isinstance(found, tuple | list) and len(found) == 3,
            "Return a tuple of three numbers: the mean, and the lower and upper end of "
            f"its interval. Yours is {kind(found)}.",
        )
        of_mean, low, high = (
            expect_number(x, f"Number {i}") for i, x in enumerate(found, start=1)
        )
        _expect_mean(of_mean, average, with_gan, without)
        _expect_interval(low, high, of_mean, half, factor, spread, with_gan, without)


def _two_sides(stream, shared):
    """Return errors by draw; each side has draws of its own, orders differ."""
    common = torch.randperm(9, generator=stream)[:shared].tolist()
    level = dict(zip(common, _uniform(stream, shared, 2, 9), strict=True))
    off = dict(zip(common, _uniform(stream, shared, -2, 0), strict=True))
    with_gan = {k: level[k] + off[k] for k in common} | {20: 14.0}
    without = {21: 1.0, 22: 4.0} | {k: level[k] for k in reversed(common)}
    return with_gan, without


def _expect_mean(found, average, with_gan, without):
    """Raise Wrong, with the mistake if it is a known one, unless the mean is right."""
    in_order = zip(with_gan.values(), without.values(), strict=False)
    mistakes = {
        "The sign is turned round: with the GAN minus without it.": -average,
        "You take the mean of each side over all its draws. Only draws that both "
        "sides have make a pair.": mean(with_gan.values()) - mean(without.values()),
        "You pair by position. The same draw may stand at another place in the "
        "other dict: look it up by its key.": mean(a - b for a, b in in_order),
        "You add up the differences; take their mean.": average
        * len(with_gan.keys() & without.keys()),
    }
    for message, mistake in mistakes.items():
        expect(abs(found - mistake) > 1e-5, message)
    expect(
        abs(found - average) < 1e-5,
        "The mean of the differences is wrong. Compare with the example, by hand.",
    )


def _expect_interval(low, high, middle, half, factor, spread, with_gan, without):
    """Raise Wrong unless the interval reaches `half` to both sides of the mean."""
    n = len(spread)
    shared = [k for k in with_gan if k in without]
    variances = [
        torch.tensor([side[k] for k in shared]).var().item()
        for side in (with_gan, without)
    ]
    expect(
        abs((low + high) / 2 - middle) < 1e-5,
        "The interval must reach as far below the mean as above it.",
    )
    expect(low <= high, "The lower end of the interval comes before the upper one.")
    mistakes = {
        "Your interval is that of a single difference. The mean of n differences "
        "varies less: divide by the root of n.": factor * spread.std().item(),
        "You divide by n; the mean's standard error is the standard deviation divided "
        "by the root of n.": factor * spread.std().item() / n,
        "Your standard deviation divides by n. From a sample, divide by n - 1.": (
            factor * spread.std(correction=0).item() / n**0.5
        ),
        "Use the `factor` that is given; you looked one up, or asked the library.": (
            {5: 2.776445, 4: 3.182446}[n] * spread.std().item() / n**0.5
        ),
        "You left out `factor`.": spread.std().item() / n**0.5,
        "You take the variance in place of its root, the standard deviation.": (
            factor * spread.var().item() / n**0.5
        ),
        "You add up the variances of both sides, as if they had different draws. Take "
        "the standard deviation of the differences.": factor
        * (sum(variances) / n) ** 0.5,
    }
    for message, mistake in mistakes.items():
        expect(abs((high - low) / 2 - mistake) > 1e-5, message)
    expect(
        abs((high - low) / 2 - half) < 1e-4,
        "The interval has the wrong width. Compare with the example, by hand.",
    )


@exercise("16_sign_test", points=2)
def check_sign_test(sign_test, stream):
    """The exact sign test, both sides, zeros left out."""
    size = _uniform(stream, 8, 0.05, 3)
    order = torch.randperm(8, generator=stream).tolist()
    for signs in (
        "-----",
        "----+",
        "+++++++",
        "---++",
        "--++",
        "---+0",
        "++++00",
        "00",
    ):
        kept = [(x, s) for x, s in zip(size, signs, strict=False)]
        given = [{"-": -x, "+": x, "0": 0.0}[s] for x, s in kept]
        given = [given[i] for i in order if i < len(given)]
        _judge_signs(sign_test, given, signs)


def _judge_signs(sign_test, given, signs):
    n, most = len(signs) - signs.count("0"), max(map(signs.count, "+-"))
    found = expect_number(sign_test(given))
    told = f"For {signs.count('-')} negative and {signs.count('+')} positive"
    told += f" differences and {signs.count('0')} zeros"
    truth = _two_sided(n, most)
    mistakes = {
        "you give the chance of one side. Nobody said beforehand which side it would "
        "be: take it twice.": truth / 2 if truth < 1 else _tail(n, most),
        "you give the chance of exactly this split. More uneven ones count too.": (
            2 * _exactly(n, most)
        ),
        "a difference of 0 takes no side: leave it out.": _two_sided(len(signs), most),
        "your probability is above 1; where both sides have as many, it is 1.": (
            2 * _tail(n, most)
        ),
        "you count the side that has fewer, up to it and beyond. Count from the side "
        "that has more.": min(1.0, 2 * _tail(n, n - most)),
    }
    for message, mistake in mistakes.items():
        close = abs(found - mistake) < 1e-6 and abs(found - truth) > 1e-6
        expect(not close, f"{told} {message}")
    expect(
        abs(found - truth) < 1e-6,
        f"{told} the result is wrong. Compare with the example, by hand.",
    )


def _exactly(n, k):
    """Return the chance of exactly k heads of n coins."""
    return comb(n, k) / 2**n


def _tail(n, k):
    """Return the chance of k or more heads of n coins."""
    return sum(_exactly(n, i) for i in range(k, n + 1))


def _two_sided(n, k):
    return min(1.0, 2 * _tail(n, k))
