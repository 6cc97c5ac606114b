"""The commands `msgan notebooks ...`, for authors."""

import sys

import click

from msgan_lib.ground.folders import course_folder


@click.group(no_args_is_help=False)
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
