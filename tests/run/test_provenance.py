import os
import shlex
import shutil
import subprocess

import pytest

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError
from msgan_tools.run import provenance
from msgan_tools.run.provenance import (
    NoRevision,
    command_line,
    find_revision,
    revision,
)
from msgan_tools.sweep import record


def test_the_command_survives_the_shell():
    parameters = {"profile": "full", "seed": 1, "method": "two words", "on": True}
    words = shlex.split(command_line("one_run", parameters))
    assert words[:5] == ["msgan", "run", "one_run", "--profile", "full"]
    assert words[5:] == ["-p", "seed=1", "-p", "method=two words", "-p", "on=true"]
    words = shlex.split(command_line("one_run", parameters, "cuda"))
    assert words[5:7] == ["--device", "cuda"]


def test_revision_of_a_checkout(tmp_path, monkeypatch):
    def git(*words):
        identity = ["-c", "user.name=A", "-c", "user.email=a@b.c"]
        command = ["git", "-C", str(tmp_path), *identity, *words]
        return subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout

    monkeypatch.setattr(provenance, "PROJECT_ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert revision() == "unknown"
    git("init")
    with pytest.raises(NoRevision, match=r"git says: .*HEAD"):
        find_revision()  # nothing is committed
    (tmp_path / "msgan_lib").mkdir()
    module = tmp_path / "msgan_lib" / "data.py"
    module.write_text("x = 1\n")
    git("add", ".")
    git("commit", "-m", "first")
    commit = git("rev-parse", "HEAD").strip()
    assert revision() == commit
    (tmp_path / "results.jsonl").write_text("{}\n")
    assert revision() == commit  # results recorded since then are no change
    # A filter of the user's, as of those who strip notebooks, changes no file.
    strip = {"filter.strip.clean": "tr x y", "core.attributesFile": tmp_path / "mine"}
    (tmp_path / "mine").write_text("*.py filter=strip\n")
    for number, (name, value) in enumerate(strip.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", name)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", str(value))
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(strip)))
    os.utime(module, (0, 0))
    assert "M msgan_lib/data.py" in git("status", "--porcelain")
    assert revision() == commit
    # Git's variables are another repository's, where a hook started us.
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere"))
    assert revision() == commit
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    module.write_text("x = 2\n")
    assert revision() == commit + "-dirty"
    module.write_text("x = 1\n")
    assert revision() == commit
    added = tmp_path / "msgan_lib" / "more.py"
    added.touch()
    assert revision() == commit + "-dirty"
    git("add", ".")
    assert revision() == commit + "-dirty"
    git("rm", "-qf", "msgan_lib/more.py")
    (tmp_path / "data" / "weights").mkdir(parents=True)
    (tmp_path / "data" / "weights" / "judge.safetensors").touch()
    assert revision() == commit + "-dirty"
    assert revision(provenance.WHAT_TRAINS) == commit
    shutil.rmtree(tmp_path / "data")
    assert revision() == commit
    module.rename(tmp_path / "gone.py")
    assert revision() == commit + "-dirty"
    monkeypatch.setattr(provenance, "PROJECT_ROOT", tmp_path / "msgan_lib")
    assert revision() == "unknown"  # a library inside somebody else's repository


def test_git_says_why_there_is_no_revision(tmp_path, monkeypatch):
    program = tmp_path / "git"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRevision, match="git is not installed; install it"):
        find_revision()
    program.write_text("#!/bin/sh\nexec /bin/sleep 20\n")
    program.chmod(0o755)
    monkeypatch.setattr(provenance, "GIT_SECONDS", 0.2)
    with pytest.raises(NoRevision, match=r"git did not answer within 0.2 s"):
        find_revision()
    monkeypatch.undo()


def test_a_clone_of_another_user_is_told_with_gits_remedy(tmp_path, monkeypatch):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.setattr(provenance, "PROJECT_ROOT", tmp_path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    keep = provenance.KEPT
    monkeypatch.setattr(provenance, "KEPT", (*keep, "GIT_TEST"))
    with pytest.raises(CourseError, match="committed code only") as told:
        record.check_clean()
    assert "git says: detected dubious ownership in repository at" in str(told.value)
    assert "git config --global --add safe.directory" in str(told.value)
    assert "\n" not in str(told.value)


def test_revision_here_is_a_commit_or_unknown():
    commit = revision().removesuffix("-dirty")
    has_git = (PROJECT_ROOT / ".git").exists()
    assert len(commit) == 40 if has_git else commit == "unknown"
