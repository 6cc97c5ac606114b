"""Several trainings at once, in processes with one thread each.

Two processes with one thread each are much faster than one with two threads, and each
gives the same bits as if it ran alone. Taught in lesson 14.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

from msgan_lib.ground.devices import choose_device
from msgan_lib.ground.errors import CourseError, KilledError
from msgan_lib.ground.processes import die_with_parent, uninterrupted
from msgan_lib.training.outcome import Outcome, train_method
from msgan_lib.training.progress import Aside, ProgressBar

# What a worker needs, and what PyTorch loads for the first optimizer.
PRELOADED = ["msgan_lib.training.outcome", "torch._dynamo"]


class TrainingsStopped(KeyboardInterrupt):
    """Somebody interrupted trainings. A notebook shows the message, no traceback."""

    def _render_traceback_(self) -> list[str]:  # IPython's protocol
        return [str(self)]


def train_side_by_side(
    jobs: Sequence[dict[str, Any]], workers: int = 2
) -> list[Outcome]:
    """Call train_method with the arguments of each job, `workers` at a time.

    Returns the outcomes in the order of the jobs; they start in that order too, so put
    the longest first. One bar shows them all. If one fails, the others are stopped and
    a CourseError says which and why; their checkpoints stay. An interruption (Ctrl-C)
    stops all of them and raises TrainingsStopped, a KeyboardInterrupt.
    """
    running: dict[Connection, tuple[int, Any]] = {}
    outcomes: dict[int, Outcome] = {}
    # Chosen here, so that what is said of a GPU is said once, and where it is read.
    jobs = [
        {**job, "device": str(choose_device(job.get("device", "auto")))} for job in jobs
    ]
    # Elsewhere libraries of the system, or of a GPU, forbid copies of a process.
    on_cpu = all(job["device"] == "cpu" for job in jobs)
    copied = sys.platform == "linux" and on_cpu
    progress = _JointProgress([job["num_steps"] for job in jobs])
    progress(0, progress.total, Aside("loading PyTorch", 0.0))
    waiting = list(enumerate(jobs))[::-1]
    try:
        while waiting and len(running) < workers:
            index, job = waiting.pop()
            with _interrupts_blocked():
                connection, process = _start_worker(copied)
                running[connection] = (index, process)
            connection.send(job)
        while running:
            for connection in wait(list(running)):
                index, process = running[connection]
                method = jobs[index]["method"]
                try:
                    kind, content = pickle.loads(connection.recv_bytes())
                except (EOFError, ConnectionError):  # with or without its job read
                    process.join()
                    killed = (process.exitcode or 0) < 0  # by a signal
                    raise (KilledError if killed else CourseError)(
                        f"The training {method} ended without a word (exit code "
                        f"{process.exitcode}); was it killed, or was memory short?"
                    ) from None
                if kind == "progress":
                    progress.update(index, method, *content)
                elif kind == "error":
                    raise CourseError(f"{method}: {content}")
                else:
                    outcomes[index] = content
                    # The worker goes on with the next job: PyTorch is loaded already.
                    index, job = waiting.pop() if waiting else (index, None)
                    running[connection] = (index, process)
                    connection.send(job)
                    if job is None:
                        process.join()
                        del running[connection]
    except KeyboardInterrupt:
        raise TrainingsStopped(
            "The trainings were stopped. Run the cell again to repeat them; under "
            "`msgan run` they go on from their last checkpoint."
        ) from None
    finally:
        with uninterrupted():
            for _, process in running.values():
                process.kill()
                process.join()
        progress.close()
    return [outcomes[index] for index in range(len(jobs))]


def _start_worker(copied: bool) -> tuple[Connection, Any]:
    """Start a process that does the jobs sent to it; return its connection and it.

    `copied`: of a process that has imported PyTorch and done nothing else. A copy of
    this process, which has used threads, could hang.
    """
    context, parent = multiprocessing.get_context("spawn"), os.getpid()
    if copied:
        context, parent = multiprocessing.get_context("forkserver"), None
        context.set_forkserver_preload(PRELOADED)
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, parent), daemon=True)
    with _without_main_module():
        process.start()
    theirs.close()  # so that a dead child is an end of file here
    return ours, process


@contextlib.contextmanager
def _without_main_module() -> Iterator[None]:
    """Hide the main module: a spawned process would run its file once more.

    That file may be a lesson as a script, or a notebook that is no Python at all.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Have a process that starts here inherit a blocked SIGINT.

    Ctrl-C and Jupyter's interrupt reach the whole process group, also a process that is
    still importing. The parent alone answers, and ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows: _work ignores it
        yield
        return
    resource_tracker.ensure_running()  # starting it would unblock the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, parent: int | None) -> None:
    """Do jobs until None comes; send progress, then the outcome or what went wrong."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers it

    def send(kind: str, content: Any) -> None:
        # Plain pickle copies tensors; Connection.send would share memory that is gone
        # when this process ends.
        try:
            connection.send_bytes(pickle.dumps((kind, content)))
        except OSError:  # who asked was killed
            os._exit(1)

    def report(done: int, total: int, line: str | None = None) -> None:
        if line or done % 5 == 0 or done == total:
            send("progress", (done, line))

    while (job := connection.recv()) is not None:
        try:
            send("outcome", train_method(**job, report=report))
        except CourseError as error:
            send("error", str(error))
        except Exception as error:  # told in the parent, where the user is
            send("error", f"{type(error).__name__}: {error}")


class _JointProgress(ProgressBar):
    """One bar over the steps of all jobs."""

    def __init__(self, num_steps: list[int]):
        super().__init__("training")
        self.total = sum(num_steps)
        self.done: dict[int, int] = {}  # steps of each job that has begun
        self.shares: dict[int, float] = {}  # how far other work of each job is

    def update(
        self, index: int, method: str, done: int, line: str | Aside | None
    ) -> None:
        """Take over what a job reports."""
        if isinstance(line, Aside):
            self.shares[index] = line.share
            share = sum(self.shares.values()) / len(self.shares)
            if share == 1:
                self.shares.clear()
            self(0, self.total, line._replace(share=share))
            return
        if index not in self.done and self.bar is not None:
            # Steps of an earlier attempt are done, and took no time in this one.
            self.bar.initial += done
            self.bar.n += done
            self.bar.last_print_n += done
        self.done[index] = done
        line = line and f"{method:26s} {line}"
        self(sum(self.done.values()), self.total, line)
