"""The command `msgan run`: notebooks, one after the other."""

import sys
from pathlib import Path
from typing import Any

import click

from msgan_lib.ground.errors import CourseError, KilledError
from msgan_lib.ground.folders import runs_folder

# Of every command that computes.
device_option = click.option(
    "--device",
    default="auto",
    metavar="D",
    help="Compute on cpu, cuda, cuda:1 or mps (default: what MSGAN_DEVICE says, else a "
    "CUDA GPU if there is one). Bits repeat on CPUs alone.",
)


@click.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
@click.option(
    "--profile",
    metavar="P",
    help="smoke (seconds, means nothing), class (minutes; the default) or full (longer "
    "trainings).",
)
@click.option(
    "-p",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter, as in -p label_seed=1; a value is JSON or a bare "
    "word. Every notebook that is to run must have it. May be given several times.",
)
@click.option(
    "--output-dir",
    type=click.Path(path_type=Path),
    default=runs_folder,
    metavar="DIR",
    help="Where run folders go (default: runs/ of the course, or ~/msgan/runs where "
    "you may not write there).",
)
@device_option
@click.option(
    "--again", is_flag=True, help="Repeat from the start what is done already."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="MINUTES",
    help="Stop a notebook after this time (default: no limit).",
)
@click.option(
    "--memory-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="GB",
    help="Stop a notebook that uses more memory (default: no limit).",
)
def run(
    notebooks: tuple[str, ...],
    profile: str | None,
    options: tuple[str, ...],
    output_dir: Path,
    device: str,
    again: bool,
    time_limit: float | None,
    memory_limit: float | None,
) -> None:
    """Run notebooks and print what they measured.

    NOTEBOOK is a lesson such as 14_full_training, its solved form
    solutions/14_full_training, or a notebook file; without any, all lessons run, in
    order.

    Each run has its own folder, DIR/NOTEBOOK/DIGEST, with the executed notebook,
    log.txt and result.json. The same command goes on where it was interrupted and skips
    what is done. Exit code 1 if a notebook failed; the others run all the same.
    """
    from msgan_tools.run import notebook_file as books
    from msgan_tools.run import runner
    from msgan_tools.run.answer import answer

    given = books.split_options(options)
    chosen = [books.find_notebook(name) for name in notebooks or books.lessons()]
    if not chosen:
        raise CourseError(f"There are no lessons in {books.NOTEBOOKS}.")
    # All are checked before the first one starts.
    jobs = [
        runner.plan_run(book, given, profile, output_dir, device=device)
        for book in chosen
    ]
    limits = runner.Limits(time_limit, memory_limit)
    results, failed = {}, []
    for job in jobs:
        try:
            results[job.folder] = _run_one(job, limits, again)
        except runner.RunError as error:
            again = isinstance(error, KilledError)
            told = f"{error}; the same command goes on" if again else error
            click.echo(f"error: {told}\n  log: {job.folder / runner.LOG}", err=True)
            failed.append(job.notebook.name)
        except KeyboardInterrupt:
            click.echo(
                f"error: {job.notebook.name} was stopped; the same command goes on "
                "from its last checkpoint.",
                err=True,
            )
            sys.exit(130)
    for folder, result in results.items():
        click.echo(f"\n{answer(result, folder)}")
    if failed:
        if len(jobs) > 1:
            click.echo(f"\n{len(failed)} of {len(jobs)} failed: {', '.join(failed)}")
        sys.exit(1)


def _run_one(job: Any, limits: Any, again: bool) -> dict[str, Any]:
    from msgan_lib.lesson.result_file import finished
    from msgan_tools.run import runner
    from msgan_tools.run.budget import budget_seconds
    from msgan_tools.run.live_line import Progress

    name, profile = job.notebook.name, job.parameters["profile"]
    if not again and (result := finished(job.folder)):
        click.echo(f"{name}: done already in {job.folder} (--again repeats it)")
        return result
    click.echo(f"{name}: profile {profile}, in {job.folder}")
    progress = Progress(name, sys.stdout)
    try:
        result = runner.run(job, limits=limits, again=again, watch=progress)
    finally:
        progress.clear()
    wall, cpu = (result["seconds"][unit] for unit in ("wall", "cpu"))
    click.echo(
        f"{name}: done in {runner.duration(wall)} ({runner.duration(cpu)} of CPU)"
    )
    budget = budget_seconds(job.notebook.path.stem, profile)
    if budget and cpu > 2 * budget:
        click.echo(
            f"warning: {name} took {runner.duration(cpu)} of CPU, over twice its "
            f"budget of {runner.duration(budget)} for profile {profile}",
            err=True,
        )
    return result
