"""Runs sorted into groups that may be compared, and what each group lacks.

In a group all is the same but the method, the seed and the draw of labels: notebook,
profile, remaining parameters, data and revision of the library.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.parameters import flat
from msgan_lib.lesson.result_file import (
    PLAN,
    RESULT,
    ResultError,
    read_json,
    read_result,
)
from msgan_tools.sweep.plan import why_failed
from msgan_tools.sweep.record import read_record

PAIRED = ("seed", "label_seed")  # two runs are a pair if these are the same
NOT_SETTINGS = {*PAIRED, "method", "profile"}


@dataclass
class Group:
    """Runs that may be compared; a pair is a text such as "seed=0, label_seed=3"."""

    title: str
    values: dict[str, dict[str, float]] = field(default_factory=dict)  # by method, pair
    missing: dict[tuple[str, str], str] = field(default_factory=dict)  # and why

    def find_gaps(self) -> None:
        """Note which pairs a method lacks that another method has."""
        pairs = dict.fromkeys(pair for of in self.values.values() for pair in of)
        for method, values in self.values.items():
            for pair in pairs:
                if pair not in values:
                    self.missing.setdefault((method, pair), "no result")


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
    files = [path for name in (RESULT, PLAN) for path in source.rglob(name)]
    for folder in sorted({path.parent for path in files}):
        if "interactive" in folder.relative_to(source).parts:
            continue
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


def group_results(
    results: Sequence[Mapping[str, Any]],
    unfinished: Iterable[Mapping[str, Any]] = (),
    *,
    metric: str = "test_error_percent",
    mixed: bool = False,
) -> list[Group]:
    """Sort results into groups; `mixed` takes the revisions of the library together.

    Raises CourseError if one run of a group is there twice, or if no result has the
    metric.
    """
    groups: dict[tuple[str, str], Group] = {}  # by settings and source
    for result in results:
        key = settings_of(result), source_of(result, mixed)
        group = groups.setdefault(key, Group("; ".join(key)))
        pair = pair_of(result)
        for name, value in result["metrics"].items():
            method, what = name.split("/")
            if what != metric:
                continue
            values = group.values.setdefault(method, {})
            if pair in values:
                raise CourseError(
                    f"{method} with {pair} is there twice in {group.title}; take one "
                    "of the two out, since a run counts once."
                )
            values[pair] = value
    groups = {key: group for key, group in groups.items() if group.values}
    if not groups:
        there = {name.partition("/")[2] for row in results for name in row["metrics"]}
        raise CourseError(
            f"No finished run there has a number METHOD/{metric}; there are "
            f"{', '.join(sorted(there)) or 'no numbers at all'}."
        )
    for run in unfinished:
        settings, pair = settings_of(run), pair_of(run)
        method = run["parameters"].get("method", run["notebook"])
        if settings not in (of for of, _ in groups):
            groups[settings, "no results"] = Group(f"{settings}; no results")
        for (of, _), group in groups.items():
            if of == settings and pair not in group.values.get(method, {}):
                group.missing[method, pair] = run["why"]
    for group in groups.values():
        group.find_gaps()
    return list(groups.values())


def settings_of(run: Mapping[str, Any]) -> str:
    """Return the notebook and the parameters that all runs of a group share, as text.

    A recipe is the numbers that it changes, in whatever order.
    """
    given = sorted(flat(run["parameters"]).items())
    rest = [f"{name} {value}" for name, value in given if name not in NOT_SETTINGS]
    profile = f"profile {run['parameters'].get('profile')}"
    return ", ".join([run["notebook"], profile, *rest])


def source_of(result: Mapping[str, Any], mixed: bool) -> str:
    """Return the data, and unless `mixed` the revision, that made a result, as text."""
    source = f"data {result['data'].get('checksum', '?')[:8]}"
    if mixed:
        return source
    commit, dash, dirty = result["revision"].partition("-")
    return f"{source}, revision {commit[:8]}{dash}{dirty}"


def pair_of(run: Mapping[str, Any]) -> str:
    """Return what two runs must share to be a pair, as text."""
    given = run["parameters"]
    return ", ".join(f"{name}={given[name]}" for name in PAIRED if name in given)
