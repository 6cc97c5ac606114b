"""The example for Slurm, without Slurm: the job script that it would hand in."""

import runpy
import shutil
import sys

import pytest

from msgan_lib import PROJECT_ROOT

PATH = str(PROJECT_ROOT / "data" / "sweeps" / "slurm.py")


def test_the_job_script_starts_one_worker_of_this_python_with_one_thread():
    make_cluster = runpy.run_path(PATH)["make_cluster"]
    with make_cluster(scheduler_options={"host": "127.0.0.1"}) as cluster:
        script = cluster.job_script().splitlines()
        address = cluster.scheduler_address
    assert script[0].startswith("#!")
    for directive in ("-p normal", "-n 1", "--cpus-per-task=1", "-t 04:00:00"):
        assert f"#SBATCH {directive}" in script
    assert any(line.startswith("#SBATCH --mem=") for line in script)
    assert "export OMP_NUM_THREADS=1" in script
    start = script[-1]
    assert start.startswith(
        f"{sys.executable} -m distributed.cli.dask_worker {address}"
    )
    assert "--nthreads 1" in start
    assert "--lifetime 225m" in start


def test_without_slurm_it_says_so(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(SystemExit, match="there is no `sbatch` here"):
        runpy.run_path(PATH, run_name="__main__")
