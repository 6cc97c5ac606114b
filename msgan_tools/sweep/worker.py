"""What a worker of Dask does: one run, by the runner, in the run's own folder."""

import signal
from pathlib import Path
from typing import Any

from msgan_lib.ground.errors import CourseError, KilledError
from msgan_tools.run import runner
from msgan_tools.run.limits import Limits
from msgan_tools.run.notebook_file import find_notebook
from msgan_tools.sweep.plan import (
    FAILED,
    plan_point,
    remember_failure,
    why_failed,
)

CLOSING = ("closing", "closed", "failed")  # what Dask calls a worker that ends


class Stopped(Exception):
    """Nobody waits for this run any more."""


def dask_setup(worker: Any) -> None:
    """Leave Ctrl-C to the command that started this worker (a preload of Dask)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_one(
    notebook: str,
    parameters: dict[str, Any],
    folder: str,
    device: str,
    limits: Limits,
    key: str,
) -> dict[str, Any]:
    """Do the run of `folder` and say how it ended: {"state": ..., "reason": ...}.

    States: done; failed; busy (another process has the run); stopped (nobody waits for
    task `key` any more); refused (this worker would do another run than was planned).
    """
    from distributed import get_worker

    worker = get_worker()

    def watch(status: runner.Status) -> None:
        # Dask does not interrupt a task whose future was cancelled, whose client died
        # or whose scheduler is gone; it only forgets it.
        task = worker.state.tasks.get(key)
        wanted = task is not None and task.state == "executing"
        if not wanted or worker.status.name in CLOSING:
            raise Stopped

    planned = Path(folder)
    try:
        book = find_notebook(notebook)
        output_dir = planned.parents[len(Path(book.name).parts)]
        job = plan_point(book, parameters, output_dir, device=device)
        if job.folder != planned:
            return {
                "state": "refused",
                "reason": f"{book.name}: the notebook, the library or the data are not "
                "those with which the sweep was planned; start the sweep again, with "
                "the same course on every machine",
            }
        runner.run(job, limits=limits, watch=watch)
    except Stopped:
        return {"state": "stopped"}
    except runner.BusyError:
        return {"state": "busy"}
    except runner.RunError as error:
        remember_failure(planned, str(error), isinstance(error, KilledError))
        again = "" if why_failed(planned) else "; the same command repeats it"
        return {"state": "failed", "reason": f"{error}{again}"}
    except CourseError as error:  # the machine's fault: the next command tries again
        return {"state": "failed", "reason": str(error)}
    except OSError as error:
        reason = f"{error.filename or planned}: {error.strerror or error}"
        return {"state": "failed", "reason": reason}
    (planned / FAILED).unlink(missing_ok=True)  # it was killed before
    return {"state": "done"}
