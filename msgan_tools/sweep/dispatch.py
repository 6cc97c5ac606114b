"""Dask says where the runs of a sweep go; their folders say how far they are.

At any time Dask holds no more tasks than it has threads. So nothing is lost with the
scheduler, and no run is suspected because another one killed the worker it waited for.
"""

import contextlib
import logging
import queue
import time
import uuid
from collections import deque
from collections.abc import Iterator
from typing import Any, Protocol

import dask
from distributed import Client, Future, LocalCluster
from distributed.scheduler import KilledWorker

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.result_file import finished
from msgan_tools.run.runner import Job
from msgan_tools.sweep import worker
from msgan_tools.sweep.plan import Plan, remember_failure, why_failed

ATTEMPTS = 3  # a run that kills its worker so often has failed
CONNECT_SECONDS = 5
LOOK_EVERY = 0.5  # seconds between two looks at the clock where nothing ends
BUSY_SECONDS = 2.0  # until a run that another command has is looked at again
STOP_SECONDS = 15.0  # for runs to end after Ctrl-C


class Listener(Protocol):
    """Whoever shows how a sweep goes."""

    def done(self, job: Job, result: dict[str, Any]) -> None:
        """Hear that a run is done, with its result."""

    def failed(self, job: Job, reason: str) -> None:
        """Hear that a run failed."""

    def look(self, running: int, waiting: int) -> None:
        """Hear, now and then, how many runs are under way and to come."""


@contextlib.contextmanager
def local_cluster(workers: int) -> Iterator[Client]:
    """Start `workers` processes on this machine, one thread each, loopback only."""
    settings = {
        "distributed.scheduler.allowed-failures": ATTEMPTS - 1,
        # A worker looks after its runs; the runner limits their memory.
        "distributed.worker.memory.terminate": False,
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=logging.CRITICAL,
            preload=["msgan_tools.sweep.worker"],  # see dask_setup there
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextlib.contextmanager
def scheduler_at(address: str) -> Iterator[Client]:
    """Connect to a running scheduler; raises CourseError if there is none."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("distributed"):  # each has a level of its own
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with dask.config.set({"distributed.comm.timeouts.connect": CONNECT_SECONDS}):
        try:
            client = Client(address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError, TypeError) as error:
            raise CourseError(
                f"There is no Dask scheduler at {address} ({error}); start one with "
                "`dask scheduler` and give the address that it prints."
            ) from None
        try:
            yield client
        finally:
            client.close(timeout=2)


class Dispatcher:
    """Keeps the workers of a cluster busy with the runs of a sweep."""

    def __init__(self, client: Client, plan: Plan, listener: Listener) -> None:
        """Place the runs of `plan` that are to do; tell `listener` how they end."""
        self.client, self.plan, self.listener = client, plan, listener
        self.waiting = deque(plan.todo)
        self.later: list[tuple[float, Job]] = []  # another command has them
        self.running: dict[str, tuple[Job, Future]] = {}
        self.ended: queue.SimpleQueue[str] = queue.SimpleQueue()

    def run(self, fail_fast: bool = False) -> None:
        """Return when every run has ended; with `fail_fast` after the first failure.

        Whatever ends it, no run of it goes on. Raises CourseError without a scheduler.
        """
        try:
            while self.waiting or self.later or self.running:
                if fail_fast and self.plan.failed:
                    return
                self.place()
                self.listener.look(
                    len(self.running), len(self.waiting) + len(self.later)
                )
                with contextlib.suppress(queue.Empty):
                    self.collect(self.ended.get(timeout=LOOK_EVERY))
        finally:
            self.stop()

    def place(self) -> None:
        """Hand out as many runs as there are free threads."""
        if self.client.status != "running":
            raise CourseError(
                "The scheduler is gone; start it and its workers, and the same command "
                "goes on."
            )
        due = [entry for entry in self.later if entry[0] <= time.monotonic()]
        self.later = [entry for entry in self.later if entry not in due]
        self.waiting.extend(job for _, job in due)
        if not self.waiting:
            return
        try:
            free = sum(self.client.nthreads().values()) - len(self.running)
        except OSError:
            return  # the next look tells whether the scheduler is gone
        while self.waiting and free > 0:
            job = self.waiting.popleft()
            # Another command may have done it since the sweep was planned.
            if finished(job.folder) or why_failed(job.folder):
                self.settle(job)
                continue
            key = f"{job.notebook.name}-{job.folder.name}-{uuid.uuid4().hex[:8]}"
            future = self.client.submit(
                worker.run_one,
                job.notebook.argument,
                job.parameters,
                str(job.folder),
                job.device,
                self.plan.limits,
                key,
                key=key,
                pure=False,
            )
            self.running[key] = job, future
            future.add_done_callback(lambda done: self.ended.put(done.key))
            free -= 1

    def collect(self, key: str) -> None:
        """Take the answer of a task that has ended."""
        job, future = self.running.pop(key)
        state, reason = "stopped", ""
        if future.status == "finished":
            answer = future.result()
            state, reason = answer["state"], answer.get("reason", "")
        elif future.status == "error":
            state, error = "failed", future.exception()
            if isinstance(error, KilledWorker):
                times = error.allowed_failures + 1
                reason = f"{job.notebook.name}: its worker died {times} times"
                remember_failure(job.folder, reason)
            else:
                what = " ".join(str(error).split())
                reason = f"{job.notebook.name}: no worker could run it ({what})"
        if state == "busy":
            self.later.append((time.monotonic() + BUSY_SECONDS, job))
        elif state == "stopped":  # its worker is closing, or lost the scheduler
            self.later.append((time.monotonic() + LOOK_EVERY, job))
        else:
            self.settle(job, reason)

    def settle(self, job: Job, reason: str = "") -> None:
        """Count a run as done or failed; its folder decides."""
        if result := finished(job.folder):
            self.plan.seconds[job.folder] = result["seconds"]["wall"]
            self.listener.done(job, result)
            return
        reason = (
            reason
            or why_failed(job.folder)
            or (
                f"{job.notebook.name}: its worker says that it is done, but "
                f"{job.folder} has no result; all machines must share that folder"
            )
        )
        self.plan.failed[job.folder] = reason
        self.listener.failed(job, reason)

    def stop(self) -> None:
        """Cancel what runs, and wait until it has ended."""
        if not self.running or self.client.status != "running":
            return
        with contextlib.suppress(Exception):  # the cluster may be going down too
            self.client.cancel([future for _, future in self.running.values()])
            until = time.monotonic() + STOP_SECONDS
            keys = set(self.running)
            while keys and time.monotonic() < until:
                busy = self.client.run(_keys_of_worker)
                keys &= {key for held in busy.values() for key in held}
                time.sleep(0.1)


def _keys_of_worker(dask_worker: Any) -> list[str]:
    return list(dask_worker.state.tasks)
