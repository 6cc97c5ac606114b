"""What a sweep costs: `python tests/benchmarks/sweep.py` (about 5 minutes, two cores).

Prints what a run takes beyond the bare execution of its notebook (bar: at most 2 s),
and how many times as much two workers do as one on 8 equal runs of about 20 s (bar: at
least 1.75). Nothing else should run on the machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from msgan_tools.run import runner
from msgan_tools.run.jupyter_kernel import OwnKernel
from msgan_tools.run.notebook_file import find_notebook

TINY = (
    'profile: str = "smoke"  # how much\nseed: int = 0  # of everything',
    "from msgan_lib.lesson.run import start_run\n"
    'run = start_run("tiny", profile=profile, seed=seed)',
    'run.save({"ours/test_error_percent": 1.0})',
)


def tiny_notebook(folder: Path) -> Path:
    cells = [nbformat.v4.new_code_cell(source) for source in TINY]
    cells[0].metadata["tags"] = ["parameters"]
    path = folder / "tiny.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def seconds_of(function, *args, **options) -> float:
    start = time.perf_counter()
    function(*args, **options)
    return time.perf_counter() - start


def overhead(folder: Path, times: int) -> None:
    path = tiny_notebook(folder)
    job = runner.plan_run(find_notebook(str(path)), {}, None, folder / "runs")
    bare, whole = [], []
    for _ in range(times):
        os.environ["MSGAN_RUN_DIR"] = str(folder / "bare")
        client = NotebookClient(nbformat.read(path, 4), km=OwnKernel())
        bare.append(seconds_of(client.execute, cwd=str(folder), cleanup_kc=True))
        del os.environ["MSGAN_RUN_DIR"]
        whole.append(seconds_of(runner.run, job, again=True))
    extra = statistics.median(whole) - statistics.median(bare)
    print(
        f"a run {statistics.median(whole):.2f} s, bare {statistics.median(bare):.2f} s "
        f"(medians of {times}): overhead {extra:.2f} s"
    )


def throughput(folder: Path, steps: int) -> None:
    file = folder / "sweep.yaml"
    file.write_text(
        f"notebook: one_run\nprofile: smoke\nparameters: {{num_steps: {steps}}}\n"
        "seeds: [0, 1, 2, 3, 4, 5, 6, 7]\n"
    )
    seconds = {}
    for workers in (1, 2):
        command = [sys.executable, "-m", "msgan_tools.cli", "sweep", str(file)]
        command += [
            "--workers",
            str(workers),
            "--output-dir",
            str(folder / f"{workers}"),
        ]
        seconds[workers] = seconds_of(
            subprocess.run, command, check=True, stdout=subprocess.DEVNULL
        )
        print(f"8 runs, {workers} at a time: {seconds[workers]:.1f} s in all")
    print(f"throughput of two workers over one: {seconds[1] / seconds[2]:.2f}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--steps", type=int, default=300, help="of each training")
    options.add_argument("--times", type=int, default=5, help="to measure overhead")
    given = options.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        overhead(Path(folder), given.times)
        throughput(Path(folder), given.steps)
