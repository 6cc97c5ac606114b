"""What lesson 03 says of its results. `m` holds the metrics of one draw of labels."""

from collections.abc import Callable, Mapping
from statistics import mean

from msgan_lib.measure import mean_interval
from msgan_lib.recorded_rows import by_draw, paired_differences, recorded_rows
from msgan_tools.authoring.claims import Claim

Metrics = Mapping[str, float]

MLP, LSTM = "supervised_mlp", "supervised_lstm"
AUTOENCODER, VAE = "autoencoder_linear", "vae_linear"
SINGLE, MULTI = "quick_single_scale", "quick_multiscale"
CODES, CNNS, MIDDLE = (AUTOENCODER, VAE), (SINGLE, MULTI), (MLP, LSTM)
OTHERS = (*MIDDLE, *CODES)
RIVALS = (*OTHERS, *CNNS)


def error(m: Metrics, method: str) -> float:
    """Return a test error in percent."""
    return m[f"{method}/test_error_percent"]


def behind(method: str, other: str) -> Callable:
    """Return the points by which `method` makes more errors than `other`."""
    return lambda m: error(m, method) - error(m, other)


def step_cost(m: Metrics) -> float:
    """Return how many times as much a CNN's step costs as one of the others'."""
    cost = {method: m[f"{method}/step_milliseconds"] for method in RIVALS}
    return mean(cost[c] for c in CNNS) / mean(cost[o] for o in OTHERS)


def unequal_seconds(m: Metrics) -> float:
    """Return the most CPU seconds that a rival got over the least."""
    seconds = [m[f"{method}/training_cpu_seconds"] for method in RIVALS]
    return max(seconds) / min(seconds)


def gap(below: tuple[str, ...], above: tuple[str, ...]) -> Callable:
    """Return the points from the worst of one group to the best of the next."""
    return lambda m: min(error(m, a) for a in above) - max(error(m, b) for b in below)


def least_gap_of_rows(below: tuple[str, ...], above: tuple[str, ...]) -> Callable:
    """Return the least gap over the draws; a row holds a single method's error."""

    def least(rows: list) -> float:
        draws: dict[int, dict[str, float]] = {}
        for row in rows:
            draws.setdefault(row["parameters"]["label_seed"], {}).update(row["metrics"])
        return min(gap(below, above)(m) for m in draws.values())

    return least


def single_against_multi(rows: list) -> list[float]:
    """Return by draw the points that the single-scale CNN is above the multi-scale."""
    return paired_differences(by_draw(rows, SINGLE), by_draw(rows, MULTI))


def of_both(value: Callable) -> Callable:
    """Return `value` of the rows of 8 s, joined to those of 16 s."""
    return lambda rows: value(rows, recorded_rows("rivals"))


def pairs_won_by_single(rows: list, twice: list) -> float:
    """Return in how many of the ten pairs the single-scale CNN makes fewer errors."""
    differences = [*single_against_multi(rows), *single_against_multi(twice)]
    return sum(difference < 0 for difference in differences)


def seconds_over_the_mlps(rows: list, twice: list) -> float:
    """Return how many times the MLP's CPU seconds a CNN took, at most."""
    what = "training_cpu_seconds"
    return max(
        seconds / by_draw(some, MLP, what)[draw]
        for some in (rows, twice)
        for cnn in CNNS
        for draw, seconds in by_draw(some, cnn, what).items()
    )


def ahead_with_half(what: str) -> Callable:
    """Return how far CNNs with 8 s stay below MLP and LSTM with 16 s, at least."""
    return lambda rows, twice: min(
        more - by_draw(rows, cnn, what)[draw]
        for cnn in CNNS
        for other in MIDDLE
        for draw, more in by_draw(twice, other, what).items()
    )


def weights(method: str, other: str) -> Callable:
    """Return the weights of a method as a share of another's."""
    return lambda m: m[f"{method}/weights_count"] / m[f"{other}/weights_count"]


def sure(method: str) -> Callable:
    """Return the share of samples, in percent, that the judge is sure of."""
    return lambda m: m[f"{method}_samples/sure_percent"]


CLAIMS = [
    Claim(  # a spread of the normal distribution's size
        "The VAE's lie around 0, about where normal random numbers lie",
        lambda m: m["vae_plane/code_sd"],
        at_least=0.6,
        at_most=2,
    ),
    Claim(
        "the autoencoder's codes spread far",
        lambda m: m["autoencoder_plane/code_sd"] / m["vae_plane/code_sd"],
        at_least=1.5,
    ),
    Claim(
        "Each gets about the same CPU seconds",
        unequal_seconds,
        at_most=1.7,  # counts from a quiet machine, rows from any
        over="mean",
    ),
    Claim(
        "A CNN's step costs several times as much as one of the others'",
        step_cost,
        at_least=2.4,  # more on a busy machine
        over="mean",
    ),
    Claim(
        "they would get several times its computing time",
        lambda m: mean(
            m[f"{cnn}/step_milliseconds"] / m[f"{MLP}/step_milliseconds"]
            for cnn in CNNS
        ),
        at_least=2.4,  # more on a busy machine
        over="mean",
    ),
    Claim(
        "the two CNNs make the fewest errors, then come MLP and LSTM",
        gap(CNNS, MIDDLE),
        at_least=0.2,
    ),
    Claim(
        "far behind them the linear layers on codes",
        gap(MIDDLE, CODES),
        at_least=5,
    ),
    *(
        Claim("The groups keep their order in every draw", gap(*groups), at_least=0.2)
        for groups in ((CNNS, MIDDLE), (MIDDLE, CODES))
    ),
    *(
        Claim(
            "with twice the seconds too",
            least_gap_of_rows(*groups),
            at_least=0.2,
            over="rows",
            rows="rivals.jsonl",
        )
        for groups in ((CNNS, MIDDLE), (MIDDLE, CODES))
    ),
    Claim(
        "the LSTM has less than a tenth of the MLP's weights",
        weights(LSTM, MLP),
        at_most=0.1,
    ),
    *(
        Claim("either CNN has less than half of them", weights(cnn, MLP), at_most=0.5)
        for cnn in CNNS
    ),
    Claim(
        "On average the MLP is more than two points behind the multi-scale CNN",
        behind(MLP, MULTI),
        at_least=2,
        over="mean",
    ),
    *(
        Claim(
            "the linear layers on codes more than fifteen",
            behind(code, MULTI),
            at_least=15,
            over="mean",
        )
        for code in CODES
    ),
    *(
        Claim(
            words,
            lambda rows: mean(single_against_multi(rows)),
            at_least=points - 0.05,
            at_most=points + 0.05,
            over="rows",
            rows=file,
        )
        for words, points, file in (
            (
                "The single-scale CNN is ahead of it: by about 0.3 points with 8 s",
                -0.3,
                None,
            ),
            ("0.4 with 16 s", -0.4, "rivals.jsonl"),
        )
    ),
    *(
        Claim(
            "Both intervals lie below 0",
            lambda rows: mean_interval(single_against_multi(rows))[2],
            at_most=0,
            over="rows",
            rows=file,
        )
        for file in (None, "rivals.jsonl")
    ),
    Claim(
        "it is better in nine of ten pairs",
        of_both(pairs_won_by_single),
        at_least=9,
        at_most=9,
        over="rows",
    ),
    Claim(
        "there the CNNs took up to 2.7 times the MLP's seconds",
        of_both(seconds_over_the_mlps),
        at_least=2.65,
        at_most=2.75,
        over="rows",
    ),
    *(
        Claim(
            "with the steps of 8 s they took fewer seconds than MLP and LSTM with "
            "those of 16 s, and made fewer errors, in every draw",
            of_both(ahead_with_half(what)),
            at_least=0,
            over="rows",
        )
        for what in ("training_cpu_seconds", "test_error_percent")
    ),
    Claim(
        "Several scales were a little worse than one here",
        behind(MULTI, SINGLE),
        at_least=0.1,
        at_most=1,
        over="mean",
    ),
    *(
        Claim(
            words,
            lambda rows: (
                mean(behind(MLP, MULTI)(row["metrics"]) for row in rows)
                / mean(behind(MULTI, SINGLE)(row["metrics"]) for row in rows)
            ),
            at_least=3,
            over="rows",
        )
        for words in (
            "Convolutions or none makes far more difference than one scale or several",
            "Convolutions or none makes far more difference",
        )
    ),
    Claim(
        "The judge is sure of about as many samples of either kind",
        lambda m: sure(VAE)(m) - sure(AUTOENCODER)(m),
        at_least=-15,
        at_most=15,
        over="mean",
    ),
    *(
        Claim(
            "more than a third and fewer than nine tenths of them",
            sure(code),
            at_least=100 / 3,
            at_most=90,
        )
        for code in CODES
    ),
    *(
        Claim(
            "finds at least eight classes",
            lambda m, code=code: m[f"{code}_samples/classes_count"],
            at_least=8,
        )
        for code in CODES
    ),
    Claim(
        "With equal labels and seconds the CNNs make the fewest errors",
        gap(CNNS, MIDDLE),
        at_least=0.2,
    ),
]

GIVEN = (
    "A restored image of 0.5 everywhere",  # an example
    "a probability of at least 0.9",  # what counts as sure
    "95 % interval",  # the interval's definition
    "Draw codes ten times",  # what an exercise suggests
)
