"""The command `msgan table`; cli.py takes it up."""

from pathlib import Path
from typing import Any

import click

from msgan_lib.ground.errors import CourseError


@click.command()
@click.argument("source", metavar="DIR|FILE.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--baseline",
    metavar="METHOD",
    help="Compare every method with this one, on the same seeds and labels.",
)
@click.option(
    "--metric",
    default="test_error_percent",
    metavar="NAME",
    help="What to compare (default: test_error_percent).",
)
@click.option(
    "--mixed",
    is_flag=True,
    help="Take results of different revisions of the library together.",
)
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the table as CSV too.",
)
@click.option(
    "--plot",
    "plot_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Draw every run as a dot too.",
)
def table(
    source: Path,
    baseline: str | None,
    metric: str,
    mixed: bool,
    csv_file: Path | None,
    plot_file: Path | None,
) -> None:
    """Compare methods over the runs in DIR, or over the rows of FILE.jsonl.

    Prints how many runs each method has, mean and standard deviation, and with
    --baseline the mean of the paired differences, its 95 % interval and the p-value of
    a paired t-test. Runs that are missing are named. Results of different data are
    never put together, those of different revisions of the library with --mixed only.
    """
    from msgan_lib.ground.files import write_atomically
    from msgan_tools.table import compare

    results, unfinished = compare.read_results(source)
    groups = compare.group_results(results, unfinished, metric=metric, mixed=mixed)
    methods = compare.methods_of(groups)
    if baseline is not None and baseline not in methods:
        raise CourseError(
            f"There is no result of {baseline!r}; there are: {', '.join(methods)}."
        )
    for group in groups:
        click.echo(group_text(group, baseline) + "\n")
    revisions = {result["revision"] for result in results}
    if len(revisions) > 1:
        how = (
            "taken together" if mixed else "compared apart; --mixed takes them together"
        )
        click.echo(f"note: {len(revisions)} revisions of the library, {how}", err=True)
    if csv_file:
        write_atomically(csv_file, compare.csv_text(groups, baseline))
        click.echo(f"wrote {csv_file}")
    if plot_file:
        write_atomically(plot_file, draw(groups, metric))
        click.echo(f"wrote {plot_file}")


def group_text(group: Any, baseline: str | None) -> str:
    """Return a group's table, and below it the runs that it lacks."""
    from msgan_tools.run.result_table import aligned, number
    from msgan_tools.table import compare

    def cell(value: float | None, sign: str = "") -> str:
        if value is None:
            return "-"
        return f"{value:{sign}.4g}" if sign else number(value)

    header = ["method", "n", "mean", "sd"]
    if baseline in group.values:
        header += ["pairs", "difference", "95 % interval", "p"]
    rows = []
    for line in compare.compare(group, baseline):
        row = [line.method, str(line.n), cell(line.mean), cell(line.sd)]
        if line.method == baseline:
            row += ["", "baseline", "", ""]
        elif baseline in group.values:
            between = "-"
            if line.low is not None:
                between = f"{cell(line.low, '+')} to {cell(line.high, '+')}"
            p_value = "-" if line.p_value is None else f"{line.p_value:.2g}"
            row += [str(line.n_pairs), cell(line.difference, "+"), between, p_value]
        rows.append(row)
    text = group.title + (f"\n{aligned([header, *rows])}" if rows else "")
    lacking = compare.gaps(group)
    if lacking:
        text += "\nincomplete:\n  " + "\n  ".join(lacking)
    return text


def draw(groups: list[Any], metric: str) -> bytes:
    """Return a PNG: a panel a group, a row a method, a dot a run, a bar the mean."""
    import io

    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    drawn = [group for group in groups if group.values]
    heights = [0.5 + len(group.values) for group in drawn]
    figure, axes = plt.subplots(
        len(drawn),
        figsize=(7, 0.4 * sum(heights) + 0.7 * len(drawn)),
        squeeze=False,
        height_ratios=heights,
        layout="constrained",
    )
    for axis, group in zip(axes.flat, drawn, strict=True):
        for row, values in enumerate(group.values.values()):
            numbers = list(values.values())
            axis.plot(numbers, [row] * len(numbers), "ok", fillstyle="none")
            axis.plot([sum(numbers) / len(numbers)], [row], "|k", markersize=20)
        axis.set_yticks(range(len(group.values)), list(group.values))
        axis.set_ylim(len(group.values) - 0.5, -0.5)
        axis.set_title(group.title, fontsize=6)
        axis.set_xlabel(f"{metric} (circle: a run, bar: the mean)", fontsize=8)
        axis.grid(axis="x", alpha=0.3)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=120)
    plt.close(figure)
    return picture.getvalue()
