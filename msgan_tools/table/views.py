"""What a person gets of groups of runs: a table as text or as CSV, and a picture."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import astuple, fields

from msgan_lib.training.recipes import SCORES, methods, title
from msgan_tools.table.groups import Group
from msgan_tools.table.summary import Summary, summaries
from msgan_tools.text_columns import aligned, number


def text_table(group: Group, baseline: str | None = None) -> str:
    """Return a group's table, and below it the runs that it lacks."""
    header = ["method", "n", "mean", "sd"]
    if baseline in group.values:
        header += ["pairs", "difference", "95 % interval", "p"]
    rows = []
    for line in summaries(group, baseline):
        row = [line.method, str(line.n), number(line.mean), _told(line.sd, ".4g")]
        if line.method == baseline:
            row += ["", "baseline", "", ""]
        elif baseline in group.values:
            row += [str(line.n_pairs), _told(line.difference, "+.4g")]
            interval = (
                "-" if line.low is None else f"{line.low:+.4g} to {line.high:+.4g}"
            )
            row += [interval, _told(line.p_value, ".2g")]
        rows.append(row)
    text = group.title + (f"\n{aligned([header, *rows])}" if rows else "")
    gaps = [f"\n  {name}, {pair}: {why}" for (name, pair), why in group.missing.items()]
    return text + ("\nincomplete:" + "".join(gaps) if gaps else "")


def titles(groups: Sequence[Group]) -> str:
    """Return what the methods and scores in some groups are, a line each, or ""."""
    names = {name for group in groups for name in group.values}
    lines = [
        f"\n  {method}: {title(method)}"
        for method in methods()
        if names & {method, *(method + score for score in SCORES)}
    ]
    lines += [
        f"\n  ...{score}: {words}"
        for score, words in SCORES.items()
        if lines and any(name.endswith(score) for name in names)
    ]
    return "methods:" + "".join(lines) if lines else ""


def _told(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def csv_text(groups: Sequence[Group], baseline: str | None) -> str:
    """Return all groups as CSV: a line a group and method."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [field.name for field in fields(Summary)]
    writer.writerow(["group", *names, "baseline", "missing"])
    for group in groups:
        for line in summaries(group, baseline):
            pairs = [pair for method, pair in group.missing if method == line.method]
            writer.writerow([group.title, *astuple(line), baseline, json.dumps(pairs)])
    return text.getvalue()


def dot_plot(groups: Sequence[Group], metric: str) -> bytes:
    """Return a PNG: a panel a group, a row a method, a dot a run, a bar the mean."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    drawn = [group for group in groups if group.values]
    heights = [0.5 + len(group.values) for group in drawn]
    figure, axes = plt.subplots(
        len(drawn),
        figsize=(9, 0.4 * sum(heights) + 0.7 * len(drawn)),
        squeeze=False,
        height_ratios=heights,
        layout="constrained",
    )
    for axis, group in zip(axes.flat, drawn, strict=True):
        lines = summaries(group)
        for row, line in enumerate(lines):
            values = group.values[line.method].values()
            axis.plot(list(values), [row] * line.n, "ok", fillstyle="none")
            axis.plot([line.mean], [row], "|k", markersize=20)
        axis.set_yticks(
            range(len(lines)), [title(line.method) for line in lines], fontsize=8
        )
        axis.set_ylim(len(lines) - 0.5, -0.5)
        axis.set_title(group.title, fontsize=6)
        axis.set_xlabel(f"{metric} (circle: a run, bar: the mean)", fontsize=8)
        axis.grid(axis="x", alpha=0.3)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=120)
    plt.close(figure)
    return picture.getvalue()
