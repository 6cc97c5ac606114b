"""The commands `msgan data ...`."""

import sys
from pathlib import Path

import click


@click.group(no_args_is_help=False)
def data() -> None:
    """Check and fetch the images."""


@data.command()
def verify() -> None:
    """Check the SHA-256 of every data file that is here; MNIST must be.

    Exit code 1 if a file is missing, cut short or altered.
    """
    from msgan_lib.data import DATASETS, data_folder
    from msgan_lib.data import verify as verify_files

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
    from msgan_tools.fetch import fetch as fetch_files

    click.echo(f"{name} is in {fetch_files(name, source)}")
