"""The process of one run: papermill executes the notebook of a run folder.

`python -m msgan_tools.run.execute FOLDER PARENT` writes FOLDER/notebook.ipynb. What the
kernel prints goes to stderr (the runner makes that log.txt); to stdout a line of JSON
when a cell begins, {"cell": 3, "of": 12}, or has failed, {"failure": "...", "killed":
false}; "killed" says that the system ended a process.
"""

import json
import os
import signal
import sys
import traceback
from pathlib import Path

from msgan_lib.ground.processes import die_with_parent
from msgan_tools.run.process_tree import adopt_orphans, kill_children

if __name__ == "__main__":
    # Before the imports that take time.
    die_with_parent(int(sys.argv[2]), first=kill_children)
    adopt_orphans()

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from msgan_lib.ground.errors import CourseError, KilledError
from msgan_lib.ground.files import write_atomically
from msgan_lib.lesson.result_file import PLAN, read_json
from msgan_tools.run.jupyter_kernel import OwnKernel
from msgan_tools.run.live_line import CELL_MARK

# How long a kernel may take to answer, in each attempt to start one.
START_SECONDS = (15, 30, 60, 60)
NO_START = ("Kernel died before", "Kernel didn't respond")  # as jupyter_client says it


class ThisKernel(OwnKernel):
    """Also remembers how its kernel ended."""

    exit_code: int | None = None

    async def is_alive(self) -> bool:
        """Ask whether the kernel lives, and remember how it ended."""
        alive = await super().is_alive()
        if not alive and self.has_kernel:
            ThisKernel.exit_code = await self.provisioner.poll()
        return alive


class Execution:
    """One notebook on its way through papermill."""

    def __init__(self, folder: Path, channel) -> None:
        """Run into `folder`, report to the text file `channel`."""
        self.folder, self.channel = folder, channel
        self.notebook = None
        self.cell = 0  # which code cell, counted from 1 as in the lesson
        self.killed = False  # by the system, so that the notebook is not to blame

    def run(self, attempt: int = 0) -> str | None:
        """Execute the notebook; return what went wrong in a sentence, or None.

        A kernel that did not even start is started again, as START_SECONDS says.
        """
        plan = read_json(self.folder / PLAN)
        try:
            papermill.execute_notebook(
                # papermill fills in {names} in a path
                plan["file"].replace("{", "{{").replace("}", "}}"),
                None,  # papermill would write the notebook before and after each cell
                parameters=plan["parameters"],
                kernel_name="python3",
                language="python",
                kernel_manager_class=ThisKernel,
                start_timeout=START_SECONDS[attempt],
                cwd=self.folder,
                progress_bar=False,
                coalesce_streams=True,  # of a bar the last state is enough
                stdout_file=sys.stderr,
                stderr_file=sys.stderr,
                on_notebook_start=self.on_notebook_start,
                on_cell_execute=self.on_cell_execute,
            )
        except PapermillExecutionError as error:
            print(*error.traceback, sep="\n", file=sys.stderr)
            self.killed = error.ename == KilledError.__name__
            return f"cell {self.cell} raised {error.ename}: {one_line(error.evalue)}"
        except DeadKernelError:
            self.killed = (ThisKernel.exit_code or 0) < 0
            return f"the kernel died in cell {self.cell} ({how_it_ended()})"
        except CourseError:
            raise
        except Exception as error:
            traceback.print_exc()
            # Another process may take a port that Jupyter had chosen for this kernel.
            # Then it dies, or, if the port was that of its output, it never answers. No
            # cell has run yet.
            if not self.cell and str(error).startswith(NO_START):
                self.killed = (ThisKernel.exit_code or 0) < 0
                if attempt + 1 < len(START_SECONDS):
                    return self.run(attempt + 1)
            return f"papermill failed with {type(error).__name__}: {one_line(error)}"
        finally:
            if self.notebook:
                path = self.folder / "notebook.ipynb"
                write_atomically(path, nbformat.writes(self.notebook) + "\n")
        return None

    def on_notebook_start(self, notebook) -> None:
        """Keep the notebook that papermill fills in."""
        self.notebook = notebook

    def on_cell_execute(self, cell, cell_index) -> None:
        """Report which code cell begins; papermill's own cell does not count."""
        own = [
            c.cell_type == "code"
            and "injected-parameters" not in c.metadata.get("tags", [])
            for c in self.notebook.cells
        ]
        cell = sum(own[: cell_index + 1])
        if cell == self.cell:
            return
        self.cell = cell
        print(f"{CELL_MARK}{self.cell} of {sum(own)}]", file=sys.stderr, flush=True)
        self.report({"cell": self.cell, "of": sum(own)})

    def report(self, message: dict) -> None:
        """Tell the runner."""
        print(json.dumps(message), file=self.channel, flush=True)


def one_line(text: object, most: int = 400) -> str:
    """Return `text` in one line of at most `most` characters."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def how_it_ended() -> str:
    """Say how the kernel ended."""
    code = ThisKernel.exit_code
    if code == -9:
        return "killed, perhaps for want of memory"
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"


def main(folder: Path) -> int:
    """Execute the notebook of a run folder; return the exit code."""
    # Whatever else writes to stdout, the kernel for one, writes to the log.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    execution = Execution(folder, channel)
    try:
        failure = execution.run()
    except CourseError as error:
        failure = str(error)
    finally:
        kill_children()  # what the notebook started and forgot
    if failure:
        execution.report({"failure": failure, "killed": execution.killed})
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
