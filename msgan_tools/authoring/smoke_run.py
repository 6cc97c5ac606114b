"""Runs a notebook in the profile `smoke`, to see that it works and what it prints."""

import copy
import subprocess
import tempfile
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from msgan_lib.ground.errors import CourseError
from msgan_tools.run.jupyter_kernel import OwnKernel
from msgan_tools.run.surroundings import own_environment

CELL_SECONDS = 300  # a cell that takes longer in `smoke` hangs


def run_in_smoke(
    notebook: NotebookNode, cell_seconds: float = CELL_SECONDS
) -> NotebookNode:
    """Return an executed copy of `notebook`, run in an empty folder that then goes.

    Raises CourseError, naming the code cell (counted from 1), where a cell raises,
    takes more than `cell_seconds` seconds or ends its kernel.
    """
    run = copy.deepcopy(notebook)
    client = NotebookClient(
        run,
        km=OwnKernel(),
        timeout=cell_seconds,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **own_environment(Path(folder) / "settings"),
            "MSGAN_PROFILE": "smoke",
            "MSGAN_RUN_DIR": folder,
            "IPYKERNEL_CELL_NAME": "<cell>",  # so that warnings name no temporary file
        }
        try:
            client.execute(
                cwd=folder,
                env=environment,
                stderr=subprocess.DEVNULL,  # the kernel's own log, not the cells'
                cleanup_kc=True,
            )
        except CellExecutionError as error:
            reason = f"raised {error.ename}: {error.evalue}".partition("\n")[0]
        except CellTimeoutError:
            reason = f"was not done after {cell_seconds:g} s"
        except DeadKernelError:
            reason = "ended its kernel"
        else:
            return run
    raise CourseError(f"code cell {client.code_cells_executed} {reason}")
