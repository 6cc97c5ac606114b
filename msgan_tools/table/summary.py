"""A method's numbers in a group as one line: mean, spread, difference to a baseline."""

from dataclasses import dataclass
from statistics import mean, stdev

from msgan_lib.intervals import t_test
from msgan_lib.recorded_rows import paired_differences
from msgan_tools.table.groups import Group


@dataclass(frozen=True)
class Summary:
    """One method in a group; the difference is to the baseline, on n_pairs pairs."""

    method: str
    n: int
    mean: float
    sd: float | None  # None where n is 1
    n_pairs: int = 0
    difference: float | None = None
    low: float | None = None  # 95 % interval of the difference
    high: float | None = None
    p_value: float | None = None


def summaries(group: Group, baseline: str | None = None) -> list[Summary]:
    """Return a summary a method, in the order of their means.

    Differences are method minus baseline over the pairs that both have, with the
    interval and p-value of the paired t-test (None for fewer than two pairs, or where
    all differences are equal).
    """
    lines = []
    for method, by_pair in group.values.items():
        values = list(by_pair.values())
        sd = stdev(values) if len(values) > 1 else None
        base = group.values.get(baseline, {}) if method != baseline else {}
        differences = paired_differences(by_pair, base)
        test = t_test(differences) if differences else ()
        lines.append(
            Summary(method, len(values), mean(values), sd, len(differences), *test)
        )
    return sorted(lines, key=lambda line: line.mean)
