"""What surrounds a measured run: the course's settings, nobody else's."""

import os
from pathlib import Path

# They change numbers, or what a kernel does before its first cell.
LEFT_OUT = {
    "MSGAN_PROFILE",  # the profile that was asked for wins
    "MPLBACKEND",  # figures go into the notebook
    # Dask sets it for its workers. With it every large tensor is memory new from the
    # system: trainings took up to 1.6 times the CPU seconds, in page faults.
    "MALLOC_TRIM_THRESHOLD_",
    "PYTHONSTARTUP",  # IPython runs it
    "PYTHONINSPECT",
    # Threads: these would win over OMP_NUM_THREADS.
    "GOTO_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    # Arithmetic with fewer digits.
    "DNNL_DEFAULT_FPMATH_MODE",
    "ONEDNN_DEFAULT_FPMATH_MODE",
    "NVIDIA_TF32_OVERRIDE",
    "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE",
}
# In memory: the file of a history does not open on some network disks.
IPYTHON_CONFIG = "get_config().HistoryManager.enabled = False\n"


def own_environment(settings: Path) -> dict[str, str]:
    """Return the environment of a run; writes its settings into folder `settings`.

    A start-up file of the user's IPython, a style of matplotlib or a variable meant for
    other programs then changes no result.
    """
    profile = settings / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_config.py").write_text(IPYTHON_CONFIG, encoding="utf-8")
    (settings / "matplotlibrc").touch()
    env = {name: text for name, text in os.environ.items() if name not in LEFT_OUT}
    if env.get("MSGAN_DATA"):
        env["MSGAN_DATA"] = os.path.abspath(env["MSGAN_DATA"])
    return {
        **env,
        "IPYTHONDIR": str(profile.parent),
        "MATPLOTLIBRC": str(settings / "matplotlibrc"),
        "PYTHONIOENCODING": "utf-8:backslashreplace",  # of the log
        # Sums of several threads come out in another order: no bits would repeat.
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
