"""The command `msgan`; what is slow to import, the command that needs it imports."""

import sys

import click

from msgan_lib import __version__
from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring.command import notebooks
from msgan_tools.data_command import data
from msgan_tools.run.command import run
from msgan_tools.sweep.command import sweep
from msgan_tools.table.command import table
from msgan_tools.terminal import interrupt_once, print_anything
from msgan_tools.weights_command import weights


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
    from msgan_tools.doctor import examine

    checks = examine()
    for check in checks:
        click.echo(check)
    wrong = sum(not check.ok for check in checks)
    if wrong:
        raise CourseError(
            f"{wrong} of {len(checks)} checks failed; see their lines above."
        )


for command in (run, sweep, table, data, weights, notebooks):
    msgan.add_command(command)


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
