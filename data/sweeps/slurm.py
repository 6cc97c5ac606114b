"""Run a sweep on a Slurm cluster: python data/sweeps/slurm.py SWEEP.yaml [OPTION ...]

Needs `pip install dask-jobqueue`, and the course in a folder that every machine sees.
Change make_cluster to what your cluster calls its queue; each job is one worker, which
does one run after the other. OPTIONs are those of `msgan sweep`.
"""

import shutil
import subprocess
import sys

from dask_jobqueue import SLURMCluster

JOBS = 20


def make_cluster(**changes) -> SLURMCluster:
    """Return a cluster without jobs yet: a scheduler in this process."""
    settings = {
        "queue": "normal",
        "walltime": "04:00:00",
        "cores": 1,
        "memory": "6 GB",
        # A worker ends before Slurm kills it; its run goes on elsewhere.
        "worker_extra_args": ["--lifetime", "225m", "--lifetime-stagger", "10m"],
        "job_script_prologue": ["export OMP_NUM_THREADS=1"],
        "scheduler_options": {"dashboard_address": "127.0.0.1:0"},
    }
    return SLURMCluster(**{**settings, **changes})


if __name__ == "__main__":
    if not shutil.which("sbatch"):
        sys.exit("error: there is no `sbatch` here; start it where Slurm takes jobs.")
    with make_cluster() as cluster:
        cluster.scale(jobs=JOBS)
        command = [sys.executable, "-m", "msgan_tools.cli", "sweep", *sys.argv[1:]]
        command += ["--scheduler", cluster.scheduler_address]
        sys.exit(subprocess.run(command).returncode)
