"""Methods compared over seeds and draws of labels: means, paired differences, gaps.

Rows are compared only within a group: same notebook, profile, remaining parameters,
data and revision of the library. Lesson 16 reads such tables.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.parameters import flat
from msgan_lib.lesson.run import PLAN, RESULT, ResultError, read_json, read_result
from msgan_tools.sweep.plan import why_failed
from msgan_tools.sweep.record import read_record

PAIRED = ("seed", "label_seed")  # two runs are a pair if these are the same
NOT_SETTINGS = {*PAIRED, "method", "profile"}
METRIC = "test_error_percent"

Pair = tuple[tuple[str, Any], ...]


@dataclass
class Group:
    """Runs that may be compared: {method: {pair: value}}, and what they share."""

    title: str
    values: dict[str, dict[Pair, float]] = field(default_factory=dict)
    missing: dict[str, dict[Pair, str]] = field(default_factory=dict)  # and why


@dataclass(frozen=True)
class Line:
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


def read_results(source: Path) -> tuple[list[dict], list[dict]]:
    """Return the results of a folder of runs, or of a record, and the unfinished runs.

    An unfinished run is {"notebook", "parameters", "why"}; what JupyterLab left in
    `interactive/` is no run. Raises CourseError where there is nothing to read.
    """
    if source.is_file():
        return read_record(source), []
    if not source.is_dir():
        raise CourseError(f"There is no folder and no file {source}.")
    results, unfinished = [], []
    for folder in sorted({path.parent for path in _files(source)}):
        try:
            results.append(read_result(folder / RESULT))
        except ResultError:
            plan = read_json(folder / PLAN) or {}
            if "notebook" in plan and "parameters" in plan:
                why = why_failed(folder) or "not finished"
                unfinished.append({**plan, "why": why})
    records = ", ".join(path.name for path in sorted(source.glob("*.jsonl")))
    if records and not (results or unfinished):
        raise CourseError(
            f"{source} holds no runs, but recorded rows; name one of its files: "
            f"{records}."
        )
    return results, unfinished


def _files(source: Path) -> Iterable[Path]:
    for name in (RESULT, PLAN):
        for path in source.rglob(name):
            if "interactive" not in path.relative_to(source).parts:
                yield path


def group_results(
    results: Iterable[Mapping[str, Any]],
    unfinished: Iterable[Mapping[str, Any]] = (),
    *,
    metric: str = METRIC,
    mixed: bool = False,
) -> list[Group]:
    """Sort results into groups; `mixed` takes the revisions of the library together.

    Raises CourseError if one run of a group is there twice, or if no result has the
    metric.
    """
    groups: dict[tuple[str, str], Group] = {}
    by_settings: dict[str, list[Group]] = {}
    for result in results:
        settings = settings_of(result["notebook"], result["parameters"])
        source = f"data {result['data'].get('checksum', '?')[:8]}"
        if not mixed:
            source += f", revision {_short(result['revision'])}"
        key = settings, source
        if key not in groups:
            groups[key] = Group(f"{settings}; {source}")
            by_settings.setdefault(settings, []).append(groups[key])
        pair = pair_of(result["parameters"])
        for name, value in result["metrics"].items():
            method, what = name.split("/")
            if what != metric:
                continue
            values = groups[key].values.setdefault(method, {})
            if pair in values:
                raise CourseError(
                    f"{method} with {told(pair)} is there twice in "
                    f"{groups[key].title}; take one of the two out, since a run "
                    "counts once."
                )
            values[pair] = value
    found = [group for group in groups.values() if group.values]
    if not found:
        there = {name.partition("/")[2] for row in results for name in row["metrics"]}
        raise CourseError(
            f"No finished run there has a number METHOD/{metric}; there are "
            f"{', '.join(sorted(there)) or 'no numbers at all'}."
        )
    for run in unfinished:
        settings = settings_of(run["notebook"], run["parameters"])
        method = run["parameters"].get("method", run["notebook"])
        pair = pair_of(run["parameters"])
        if settings not in by_settings:  # not one run of them is finished
            found.append(Group(f"{settings}; no results"))
            by_settings[settings] = [found[-1]]
        for group in by_settings[settings]:
            if pair not in group.values.get(method, {}):
                group.missing.setdefault(method, {})[pair] = run["why"]
    for group in found:
        _find_gaps(group)
    return found


def _find_gaps(group: Group) -> None:
    """Note which pairs a method lacks that another method of the group has."""
    pairs = dict.fromkeys(pair for of in group.values.values() for pair in of)
    for method, values in group.values.items():
        for pair in pairs:
            if pair not in values:
                group.missing.setdefault(method, {}).setdefault(pair, "no result")


def settings_of(notebook: str, parameters: Mapping[str, Any]) -> str:
    """Return what all runs of a group share, as text."""
    rest = [f"{n} {v}" for n, v in flat(parameters).items() if n not in NOT_SETTINGS]
    return ", ".join([f"{notebook}, profile {parameters.get('profile')}", *rest])


def pair_of(parameters: Mapping[str, Any]) -> Pair:
    """Return what two runs must share to be a pair."""
    return tuple((name, parameters[name]) for name in PAIRED if name in parameters)


def told(pair: Pair) -> str:
    """Return a pair as text."""
    return ", ".join(f"{name}={value}" for name, value in pair)


def _short(revision: str) -> str:
    commit, dash, dirty = revision.partition("-")
    return commit[:8] + dash + dirty


def compare(group: Group, baseline: str | None = None) -> list[Line]:
    """Return a line a method, in the order of their means.

    Differences are method minus baseline over the pairs that both have, with the
    interval and p-value of the paired t-test (None for fewer than two pairs, or where
    all differences are equal).
    """
    lines = []
    for method, values in group.values.items():
        numbers = list(values.values())
        sd = stdev(numbers) if len(numbers) > 1 else None
        difference: dict[str, Any] = {}
        if baseline in group.values and method != baseline:
            difference = _paired(values, group.values[baseline])
        lines.append(Line(method, len(numbers), mean(numbers), sd, **difference))
    return sorted(lines, key=lambda line: line.mean)


def _paired(values: Mapping[Pair, float], base: Mapping[Pair, float]) -> dict[str, Any]:
    pairs = [pair for pair in values if pair in base]
    if not pairs:
        return {}
    differences = [values[pair] - base[pair] for pair in pairs]
    found: dict[str, Any] = {"n_pairs": len(pairs), "difference": mean(differences)}
    spread = max(differences) - min(differences)
    if len(pairs) > 1 and spread > 1e-12 * max(map(abs, differences)):
        from scipy.stats import ttest_rel

        test = ttest_rel([values[p] for p in pairs], [base[p] for p in pairs])
        interval = test.confidence_interval(0.95)
        if math.isfinite(test.pvalue):
            found |= {
                "low": float(interval.low),
                "high": float(interval.high),
                "p_value": float(test.pvalue),
            }
    return found


def methods_of(groups: Sequence[Group]) -> list[str]:
    """Return all methods of some groups, each once."""
    return list(dict.fromkeys(method for group in groups for method in group.values))


def gaps(group: Group) -> list[str]:
    """Return a sentence for each run that a group lacks."""
    return [
        f"{method}, {told(pair)}: {why}"
        for method, of in group.missing.items()
        for pair, why in of.items()
    ]


def csv_text(groups: Sequence[Group], baseline: str | None) -> str:
    """Return all groups as CSV: a line a group and method."""
    import csv
    import io

    text = io.StringIO()
    names = list(Line.__dataclass_fields__)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["group", *names, "baseline", "missing"])
    for group in groups:
        for line in compare(group, baseline):
            cells = ["" if (v := getattr(line, n)) is None else v for n in names]
            lacks = json.dumps([told(p) for p in group.missing.get(line.method, {})])
            writer.writerow([group.title, *cells, baseline or "", lacks])
    return text.getvalue()
