"""A new lesson is one new folder: nothing else names it, and all that there is sees it.

The course here has the packages, the README and one room, which was made up.
"""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from msgan_lib import PROJECT_ROOT

pytestmark = pytest.mark.slow

STEM = "97_made_up"
ROOM = {
    "lesson.py": '''\
# ---
# jupyter:
#   minutes: {smoke: 0.1, class: 0.7}
# ---

# %% [markdown]
"""
# 97. Made up

We double numbers.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute
seed: int = 0  # of the noise

# %%
from msgan_lib import plots
from msgan_lib.ground.seeding import named_generator
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.run import start_run
import torch

run = start_run("97_made_up", profile=profile, seed=seed)

# %%
noise = torch.rand(3, 1, 8, 8, generator=named_generator(seed, "noise"))
print(plots.show_images(noise, ["one", "two", "three"]))

# %% [markdown]
"""
Doubled 21 times, a number is more than a million times as large.
"""

# %% tags=["claim"]
given("21 times")
holds("more than a million times as large", 2**21 > 1_000_000)

# %% [markdown] tags=["exercise"] exercise="97_double"
"""
Double a tensor.
"""

# %% tags=["solution"] exercise="97_double"
def double(x):
    """Return twice x."""
    # SOLUTION
    return 2 * x
    # END

# %% tags=["check", "nbval-check-output"] exercise="97_double"
check("97_double", double)

# %%
run.save({"noise/mean_value": float(noise.mean())})
''',
    "checks.py": '''\
"""The check of the made-up exercise."""

import torch

from msgan_lib.lesson.checks import exercise, expect, expect_close, expect_tensor


@exercise("97_double", points=2)
def check_double(double, stream):
    x = torch.randn(5, generator=stream)
    y = double(x)
    expect_tensor(y, (5,))
    expect(not y.equal(x), "The numbers are what they were.")
    expect(not y.equal(x * x), "That is the square.")
    expect(not y.equal(x / 2), "That is half as much.")
    expect_close(y, x + x, "That is not twice as much.")
''',
    "answers/97_double.py": """\
# %% wrong: unchanged
# says: what they were
def double(x):
    return x
# %% wrong: squared
# says: the square
def double(x):
    return x * x
# %% wrong: halved
# says: half as much
def double(x):
    return x / 2
# %% right: added
def double(x):
    return x + x
# %% right: divided
def double(x):
    return x / 0.5
""",
    "teacher.md": "# Lesson 97, for the teacher\n",
}
# In one process, since each would import PyTorch anew.
CHECKED = f"""
import sys, pytest
from msgan_tools.cli import msgan
msgan.main(["notebooks", "build", "{STEM}"], standalone_mode=False)
msgan.main(["notebooks", "check"], standalone_mode=False)
tests = ["tests/notebooks/test_answers.py", "tests/notebooks/test_lesson_claims.py"]
words = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "not readme"]
sys.exit(pytest.main([*words, *tests]))
"""


@pytest.fixture
def course(tmp_path):
    """A course in which the made-up room is the only one."""
    for name in ("msgan_lib", "msgan_tools", "tests", "data/results", "data/weights"):
        shutil.copytree(PROJECT_ROOT / name, tmp_path / name)
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(PROJECT_ROOT / name, tmp_path)
    for name, text in ROOM.items():
        path = tmp_path / "notebooks" / "source" / STEM / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_room_is_all_that_a_lesson_needs(course):
    path = os.pathsep.join([str(course), os.environ["PYTHONPATH"]])
    done = subprocess.run(
        [sys.executable, "-c", CHECKED],
        cwd=course,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every notebook is what its source gives" in done.stdout
    # 3 wrong ones and 2 right ones were planted; 6 wrong ones are made of a reference.
    for line in (
        "3 of 3 planted wrong answers rejected",
        "6 of 6 automatic wrong answers rejected",
        "2 of 2 right answers accepted",
    ):
        assert line in done.stdout
    told = {}
    for name in (f"{STEM}.ipynb", f"solutions/{STEM}.ipynb"):
        cells = nbformat.read(course / "notebooks" / name, as_version=4).cells
        assert not [cell for cell in cells if "claim" in cell.metadata.get("tags", [])]
        (checked,) = [x for x in cells if "check" in x.metadata.get("tags", [])]
        told[name] = checked.outputs[0].text
    assert told[f"{STEM}.ipynb"] == "97_double: not attempted\n"
    assert told[f"solutions/{STEM}.ipynb"].startswith("97_double: right, 2 points.")
    row = f"| [97. Made up](notebooks/{STEM}.ipynb) | We double numbers. | 0.1 | 0.7 |"
    assert row in (course / "README.md").read_text()
