"""The commands `msgan weights ...`: the trained networks that the course ships."""

import sys

import click


@click.group(no_args_is_help=False)
def weights() -> None:
    """List, check and make the trained networks that lessons load."""


@weights.command("list")
def list_weights() -> None:
    """List the shipped networks, a line each.

    It says of each its name, its class, the size of its file and what it is.
    """
    from msgan_lib.weights import shipped_weights
    from msgan_tools.ship_weights import size

    for name, each in shipped_weights().items():
        made = (
            f"{each.network}, {size(name) / 1000:.0f} kB" if each.sha256 else "to make"
        )
        click.echo(f"{name} ({made}): {each.about}")


@weights.command()
def verify() -> None:
    """Check the file of every shipped network, and the size of all together.

    Exit code 1 if one is missing, cut short, altered or of other shapes.
    """
    from msgan_tools.ship_weights import check

    wrong = 0
    for name, problem in check():
        if problem:
            click.echo(f"error: {problem}", err=True)
            wrong += 1
        else:
            click.echo(f"{name} is whole")
    if wrong:
        sys.exit(1)


@weights.command()
@click.argument("name")
def make(name: str) -> None:
    """Train the shipped network NAME again; write its file and its entry.

    What to train stands in data/weights/weights.yaml. The same bits come of the same
    kind of processor alone.
    """
    from msgan_tools.ship_weights import make_weights

    click.echo(f"{name} is in {make_weights(name)}")
