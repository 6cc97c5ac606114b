"""What lesson 03 says of its results. `m` holds the metrics of one draw of labels."""

from collections.abc import Callable, Mapping
from statistics import mean

from msgan_lib.course.claims import Claim

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
        "On average the MLP is at least one point behind the multi-scale CNN",
        behind(MLP, MULTI),
        at_least=1,
        over="mean",
    ),
    *(
        Claim(
            "the linear layers on codes at least ten points",
            behind(code, MULTI),
            at_least=10,
            over="mean",
        )
        for code in CODES
    ),
    Claim(
        "The two CNNs are less than one point apart",
        behind(MULTI, SINGLE),
        at_least=-1,
        at_most=1,
        over="mean",
    ),
    Claim(
        "One scale or several makes less difference here than convolutions or none",
        lambda m: behind(MLP, MULTI)(m) - abs(behind(MULTI, SINGLE)(m)),
        at_least=0.3,
        over="mean",
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
