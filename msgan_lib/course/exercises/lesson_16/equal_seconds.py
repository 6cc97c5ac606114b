"""Equal seconds: how many steps cost what those of another training cost."""

from math import ceil, floor
from statistics import mean, median

import torch

from msgan_lib.course.checks import exercise, expect, expect_number
from msgan_lib.course.exercises._cases import expect_right


@exercise("16_equal_seconds", points=1)
def check_equal_seconds(equal_seconds, stream):
    """Steps of one training that cost what those of another cost."""
    inputs = _timings(stream)
    expect_right(
        equal_seconds,
        inputs,
        _rounded_down,
        {
            "The ratio is upside down: who has the cheaper step gets more steps.": (
                lambda n, times, other: n * median(other) / median(times)
            ),
            "You take means. One slow step, while the computer did something else, "
            "moves a mean; take medians.": (
                lambda n, times, other: n * mean(times) / mean(other)
            ),
            "You compare the sums of the lists, but one may be longer; take medians.": (
                lambda n, times, other: n * sum(times) / sum(other)
            ),
            "You take the fastest step of each. The median tells what a step costs "
            "as a rule.": lambda n, times, other: n * min(times) / min(other),
            "You take the slowest step of each; take medians.": (
                lambda n, times, other: n * max(times) / max(other)
            ),
            "You take the time in the middle of each list as it is given. Sort the "
            "times first, or let `statistics.median` do it.": (
                lambda n, times, other: n * _middle(times) / _middle(other)
            ),
            "Equal times count each for itself; a `set` keeps only one of them.": (
                lambda n, times, other: n * median(set(times)) / median(set(other))
            ),
            "That is the first training's cost. Divide by what a step of the other "
            "training costs.": lambda n, times, other: n * median(times),
            "That is the ratio of the costs. How many steps does it give?": (
                lambda n, times, other: median(times) / median(other)
            ),
            "You round the costs before you divide; round the steps alone.": (
                lambda n, times, other: n * round(median(times)) / round(median(other))
            ),
            "You round the ratio before you multiply; round the steps alone.": (
                lambda n, times, other: n * (median(times) // median(other))
            ),
        },
        told=_told,
        read=_a_number,
        atol=1,
        rtol=0,  # a known mistake may be rounded in any way: that is told below
    )
    expect_right(
        equal_seconds,
        inputs,
        _rounded_down,
        {
            "You round up. Then the other training costs more than the first; round "
            "down.": lambda *given: ceil(_steps(*given)),
            "You round to the nearest number. If that is up, then the other training "
            "costs more than the first; round down.": (
                lambda *given: round(_steps(*given))
            ),
            "A training has a whole number of steps; round down.": _steps,
            "You give one step too few wherever the number comes out whole.": (
                lambda *given: ceil(_steps(*given)) - 1
            ),
            "You give one step too many.": lambda *given: floor(_steps(*given)) + 1,
            "You give one step where the seconds do not pay for any.": (
                lambda *given: max(1, floor(_steps(*given)))
            ),
        },
        told=_told,
        read=_a_number,
        atol=1e-3,
        rtol=0,
    )
    found = [equal_seconds(*given) for given in inputs]
    plain = [x.item() if hasattr(x, "item") else x for x in found]
    expect(
        not any(isinstance(number, float) for number in plain),
        "The number is right, but it is a float. A training counts its steps with "
        "an int.",
    )


def _timings(stream):
    """Return inputs: fractions above and below a half and near 0, whole numbers, ties.

    The whole numbers are made of powers of two: no order of the operations rounds.
    """
    wanted = (  # steps, times, their range, those of the other, their range, fraction
        (100, 3, (30, 40), 3, (15, 25), (0.6, 0.9)),
        (4_000, 5, (150, 200), 7, (60, 90), (0.1, 0.4)),
        (12_000, 7, (150, 200), 5, (60, 90), (0.6, 0.9)),
        (3_000, 9, (20, 30), 3, (70, 90), (0.6, 0.9)),
        (700, 3, (20, 30), 9, (35, 60), (0.1, 0.4)),
        (20, 3, (30, 40), 5, (12, 18), (0.01, 0.05)),
        (30, 5, (30, 40), 3, (12, 18), (0.01, 0.05)),
        (40, 3, (150, 200), 5, (5, 9), (0.6, 0.9)),
        (40, 3, (5, 9), 5, (150, 200), (0.1, 0.4)),
        (50, 1, (20, 30), 1, (12, 18), (0.6, 0.9)),
        (50, 1, (20, 30), 1, (35, 60), (0.1, 0.4)),
        (1, 5, (20, 30), 5, (31, 50), (0.6, 0.9)),
        (1, 5, (20, 30), 5, (75, 90), (0.1, 0.4)),
    )
    inputs = []
    for num_steps, count, cost, count_other, cost_other, (least, most) in wanted:
        while True:
            times = _steps_timed(stream, count, *cost)
            other = _steps_timed(stream, count_other, *cost_other)
            if least <= _steps(num_steps, times, other) % 1 <= most:
                break
        inputs.append((num_steps, times, other))
    fast, slow = [128.0, 32.0, 8.0], [16.0, 64.0, 64.0, 512.0, 64.0]
    odd = 2 * int(torch.randint(200, 300, (), generator=stream)) + 1
    tied = [25.5, 90.0, 20.5, 20.5, 20.5, 21.5, 99.0, 21.0, 92.0]
    return [
        *inputs,
        (2 * odd, fast, slow),
        (odd, slow, fast),
        (odd, slow, slow[::-1]),
        (997, tied, [40.5, 64.0, 64.0, 64.0, 41.0, 43.0, 70.0]),
    ]


def _steps_timed(stream, count, low, high):
    """Return milliseconds of steps whose median lies between low and high.

    One is slow, and one is quick; neither the middle one nor the mean is the median.
    """
    first = low + (high - low) * torch.rand(count, generator=stream)
    times = [round(x, 3) for x in first.sort().values.tolist()]
    if count > 1:
        times[-1], times[0] = 5.0 * high, round(0.6 * low, 1)
        times[count // 2 :] = [*times[count // 2 + 1 :], times[count // 2]]
    return times


def _steps(num_steps, times, times_other):
    return num_steps * median(times) / median(times_other)


def _middle(times):
    return times[len(times) // 2]


def _rounded_down(num_steps, times, times_other):
    return floor(_steps(num_steps, times, times_other))


def _a_number(found, *given):
    number = expect_number(found)
    return int(number) if number.is_integer() else number


def _told(num_steps, times, times_other):
    return f"For {num_steps} steps, {times} ms and {times_other} ms"
