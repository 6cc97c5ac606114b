"""What lesson 01 says of its results. `m` holds the metrics of one draw of labels."""

from collections.abc import Callable, Mapping
from statistics import mean

from msgan_tools.authoring.claims import Claim

Metrics = Mapping[str, float]

NEAREST, LINEAR = "nearest_neighbour", "linear"
FINE, HALF, QUARTER, COARSE, ALL = "28x28", "14x14", "7x7", "4x4", "together"
SINGLE = (FINE, HALF, QUARTER, COARSE)


def error(m: Metrics, kind: str, view: str, a_class: int) -> float:
    """Return a test error in percent, with `a_class` labelled images a class."""
    return m[f"{kind}_{view}_{a_class}_a_class/test_error_percent"]


def behind(kind: str, view: str, other: str, a_class: int = 10) -> Callable:
    """Return the points by which `view` makes more errors than `other`."""
    return lambda m: error(m, kind, view, a_class) - error(m, kind, other, a_class)


def lead_left(kind: str) -> Callable:
    """Return which share of 14 x 14's lead over 28 x 28 is left at 10,000 labels."""
    lead = behind(kind, FINE, HALF), behind(kind, FINE, HALF, 1_000)
    return lambda m: lead[1](m) / lead[0](m)


def draws_against_views(kind: str) -> Callable:
    """Return by how much the draws differ more than 28 x 28 and 14 x 14, 10 labels."""

    def difference(rows: list) -> float:
        of_draw = [error(row["metrics"], kind, HALF, 1) for row in rows]
        of_view = [abs(behind(kind, FINE, HALF, 1)(row["metrics"])) for row in rows]
        return max(of_draw) - min(of_draw) - max(of_view)

    return difference


def of_class(m: Metrics, view: str, digit: int) -> float:
    """Return the nearest neighbour's test error on a digit, 10,000 labels."""
    return m[f"{NEAREST}_{view}_class_{digit}/test_error_percent"]


def twice_at_quarter(m: Metrics) -> float:
    """Return how many times as high errors are at 7 x 7 as at 14 x 14, six digits."""
    digits = (3, 4, 5, 7, 8, 9)
    return mean(of_class(m, QUARTER, d) for d in digits) / mean(
        of_class(m, HALF, d) for d in digits
    )


def hard_against_easy(m: Metrics) -> float:
    """Return the least error of 2, 3, 5, 8 over the largest of 0, 1, 6, at 4 x 4."""
    hard = min(of_class(m, COARSE, digit) for digit in (2, 3, 5, 8))
    return hard / max(of_class(m, COARSE, digit) for digit in (0, 1, 6))


def mixed_up(m: Metrics, view: str, first: int, second: int) -> float:
    """Return how many images of two digits were taken for one another."""
    return m[f"{NEAREST}_{view}/mistakes_{first}_and_{second}_count"]


def times(first: int, second: int) -> Callable:
    """Return how many times as often two digits are mixed up at 4 x 4 as at 28 x 28."""
    return lambda m: (
        mixed_up(m, COARSE, first, second) / mixed_up(m, FINE, first, second)
    )


def right_elsewhere(m: Metrics) -> float:
    """Return which share of 14 x 14's mistakes some other scale gets right."""
    all_wrong = m[f"{NEAREST}_all_scales/test_error_percent"]
    return 1 - all_wrong / error(m, NEAREST, HALF, 1_000)


def both(prose: str, value: Callable, **bounds: object) -> list[Claim]:
    """Return a claim for each classifier; `value` makes its number of a classifier."""
    return [Claim(prose, value(kind), **bounds) for kind in (NEAREST, LINEAR)]


CLAIMS = [
    *both(
        "With 100 labelled images, 14 x 14 pixels make fewer mistakes than 28 x 28 in "
        "every draw, by at least one point",
        lambda kind: behind(kind, FINE, HALF),
        at_least=1,
    ),
    *both(
        "With 10,000 labelled images the lead is less than half as large",
        lead_left,
        at_most=0.5,
    ),
    *both(
        "With 10, the draws differ more than these two views do",
        draws_against_views,
        at_least=1,
        over="rows",
    ),
    Claim(
        "the linear one does better with them than with 28 x 28",
        behind(LINEAR, FINE, QUARTER),
        at_least=0.2,
    ),
    Claim("the nearest neighbour worse", behind(NEAREST, QUARTER, FINE), at_least=1),
    *(
        Claim(
            "4 x 4 pixels are always at least five points behind 14 x 14",
            behind(kind, COARSE, HALF, a_class),
            at_least=5,
        )
        for kind in (NEAREST, LINEAR)
        for a_class in (1, 10, 100, 1_000)
    ),
    Claim(
        "get about four of five digits right, given 10,000 labels",
        lambda m: error(m, LINEAR, COARSE, 1_000),
        at_least=15,
        at_most=21,
    ),
    *both(
        "All levels together, with 100 labelled images, do better than 28 x 28",
        lambda kind: behind(kind, FINE, ALL),
        at_least=0.4,
    ),
    *both(
        "worse than 14 x 14 alone, in every draw",
        lambda kind: behind(kind, ALL, HALF),
        at_least=0.3,
    ),
    *(
        Claim(
            "On average they beat 14 x 14 at no number of labels",
            behind(kind, ALL, HALF, a_class),
            at_least=0,
            over="mean",
        )
        for kind in (NEAREST, LINEAR)
        for a_class in (1, 10, 100, 1_000)
    ),
    *both(
        "Without a blur, the same 49 pixels cost both classifiers more than ten points",
        lambda kind: behind(kind, "every_fourth_pixel", QUARTER),
        at_least=10,
    ),
    Claim(
        "the errors on the 8 shrink by more than three points",
        lambda m: of_class(m, FINE, 8) - of_class(m, HALF, 8),
        at_least=3,
    ),
    *(
        Claim(
            "no digit gets much harder",
            lambda m, digit=digit: of_class(m, HALF, digit) - of_class(m, FINE, digit),
            at_most=2,
        )
        for digit in range(10)
    ),
    Claim("about twice the errors", twice_at_quarter, at_least=1.7, at_most=2.3),
    Claim(
        "each of 2, 3, 5 and 8 is misread more than twice as often as any of 0, 1 and "
        "6",
        hard_against_easy,
        at_least=2,
    ),
    Claim(
        "At 28 x 28 hardly any 2 is taken for a 3 or the other way round",
        lambda m: mixed_up(m, FINE, 2, 3),
        at_most=40,  # of about 2,000 images
    ),
    Claim(
        "At 4 x 4 that happens at least eight times as often", times(2, 3), at_least=8
    ),
    *(
        Claim(
            "for the other three pairs it is three to seven times",
            times(*pair),
            at_least=3,
            at_most=7,
        )
        for pair in ((3, 5), (4, 9), (7, 9))
    ),
    Claim(
        "About half of the images that are wrong at 14 x 14 are right at another scale",
        right_elsewhere,
        at_least=0.4,
        at_most=0.6,
    ),
]

GIVEN = (
    # An exercise's answer: 2 / 1.25 and 2 / 5.
    "1.6 periods of the fine stripes",
    "0.4 of the wide ones",
    "0.4 from a whole number",
    "2.5 small pixels a period",
)
