"""The command `msgan`; what is slow to import, the command that needs it imports."""

import sys
from pathlib import Path
from typing import Any

import click

from msgan_lib import __version__
from msgan_lib.ground.errors import CourseError, KilledError
from msgan_lib.ground.folders import course_folder, runs_folder
from msgan_tools.sweep.command import device_option, sweep
from msgan_tools.table.command import table
from msgan_tools.terminal import interrupt_once, print_anything


@click.group(
    no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def msgan() -> None:
    """Multi-scale features and GANs for image classification: run and check the course.

    Start with `msgan doctor`, then `msgan run 00_start_here`.
    """


@msgan.command()
def doctor() -> None:
    """Check the environment and the data, a line each.

    Exit code 1 if anything is wrong; its line says what to do.
    """
    from msgan_lib.lesson.self_check import self_check

    checks = self_check()
    for check in checks:
        click.echo(check)
    wrong = sum(not check.ok for check in checks)
    if wrong:
        raise CourseError(
            f"{wrong} of {len(checks)} checks failed; see their lines above."
        )


@msgan.command()
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
    from msgan_tools.run.result_table import result_table

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
    results, failed = [], []
    for job in jobs:
        try:
            results.append(_run_one(job, limits, again))
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
    for result in results:
        click.echo(f"\n{result_table(result)}")
    if failed:
        if len(jobs) > 1:
            click.echo(f"\n{len(failed)} of {len(jobs)} failed: {', '.join(failed)}")
        sys.exit(1)


def _run_one(job: Any, limits: Any, again: bool) -> dict[str, Any]:
    from msgan_lib.lesson.profiles import budget_seconds
    from msgan_lib.lesson.run import finished
    from msgan_tools.run import runner
    from msgan_tools.run.progress import Progress

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


msgan.add_command(sweep)
msgan.add_command(table)


@msgan.group(no_args_is_help=False)
def data() -> None:
    """Check and fetch the images."""


@data.command()
def verify() -> None:
    """Check the SHA-256 of every data file that is here; MNIST must be.

    Exit code 1 if a file is missing, cut short or altered.
    """
    from msgan_lib.image_files import DATASETS, data_folder
    from msgan_lib.image_files import verify as verify_files

    wrong = 0
    for dataset in DATASETS:
        if dataset != "mnist" and not data_folder(dataset).is_dir():
            click.echo(f"{dataset}: not here (`msgan data fetch {dataset}` brings it)")
            continue
        for name, problem in verify_files(dataset):
            if problem:
                click.echo(f"error: {problem}", err=True)
                wrong += 1
            else:
                click.echo(f"{dataset}: {name} is whole")
    if wrong:
        sys.exit(1)


@data.command()
@click.argument("name")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Take the files of this folder instead of downloading them.",
)
def fetch(name: str, source: Path | None) -> None:
    """Bring the data set NAME, such as fashion-mnist, into data/."""
    from msgan_lib.image_files import fetch as fetch_files

    click.echo(f"{name} is in {fetch_files(name, source)}")


@msgan.group(no_args_is_help=False)
def notebooks() -> None:
    """Make the notebooks from their sources (for authors)."""


@notebooks.command()
@click.argument("stems", nargs=-1, metavar="[STEM]...")
@click.option(
    "--force", is_flag=True, help="Write over notebooks that somebody changed."
)
@click.option(
    "--no-execute", is_flag=True, help="Leave out the outputs that tests compare."
)
def build(stems: tuple[str, ...], force: bool, no_execute: bool) -> None:
    """Write lessons and solutions from notebooks/source/ (all, or those named).

    README.md's tables are made anew from what was measured.
    """
    course_folder()
    from msgan_tools.authoring import build, readme

    written = build.build(stems, force=force, execute=not no_execute)
    for path in [*written, *readme.refresh()]:
        click.echo(f"wrote {path}")


@notebooks.command()
@click.argument("stems", nargs=-1, metavar="[STEM]...")
def check(stems: tuple[str, ...]) -> None:
    """Check that notebooks and README.md are what their sources give; runs nothing.

    Exit code 1 if one is not.
    """
    course_folder()
    from msgan_tools.authoring import build, readme

    problems = [*build.check(stems), *readme.check()]
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    if problems:
        sys.exit(1)
    click.echo("every notebook is what its source gives")


def main() -> None:
    """Run the command line; a mistake of the user's ends it with one sentence."""
    interrupt_once()
    print_anything()
    try:
        sys.exit(msgan.main(prog_name="msgan", standalone_mode=False) or 0)
    except CourseError as error:
        sentence, code = str(error), 1
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "msgan"
        sentence = f"{error.format_message().rstrip('.')}; see `{where} --help`."
        code = 2
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        sentence, code = f"{what}{error.strerror or error}", 1
    except (KeyboardInterrupt, click.Abort):
        sentence, code = "stopped", 130
    click.echo(f"error: {sentence}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
