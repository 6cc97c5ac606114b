"""The command `msgan table`; cli.py takes it up."""

from pathlib import Path

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
    from msgan_tools.table.groups import group_results, read_results
    from msgan_tools.table.views import csv_text, dot_plot, text_table, titles

    results, unfinished = read_results(source)
    groups = group_results(results, unfinished, metric=metric, mixed=mixed)
    methods = dict.fromkeys(method for group in groups for method in group.values)
    if baseline is not None and baseline not in methods:
        raise CourseError(
            f"There is no result of {baseline!r}; there are: {', '.join(methods)}."
        )
    for group in groups:
        click.echo(text_table(group, baseline) + "\n")
    if told := titles(groups):
        click.echo(told + "\n")
    revisions = {result["revision"] for result in results}
    if len(revisions) > 1:
        how = (
            "taken together" if mixed else "compared apart; --mixed takes them together"
        )
        click.echo(f"note: {len(revisions)} revisions of the library, {how}", err=True)
    if csv_file:
        write_atomically(csv_file, csv_text(groups, baseline))
        click.echo(f"wrote {csv_file}")
    if plot_file:
        write_atomically(plot_file, dot_plot(groups, metric))
        click.echo(f"wrote {plot_file}")
