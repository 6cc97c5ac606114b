import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from msgan_lib.ground import folders
from msgan_lib.ground.errors import CourseError
from msgan_tools import lab


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "PROJECT_ROOT", tmp_path)
    (tmp_path / "notebooks" / "solutions").mkdir(parents=True)
    for name in ("00_a.ipynb", "01_b.ipynb", "one_run.ipynb", "solutions/00_a.ipynb"):
        (tmp_path / "notebooks" / name).write_text(name)
    return tmp_path


def test_lessons_are_copied_and_work_is_kept(root, capsys):
    (root / "work").mkdir()
    (root / "work" / "01_b.ipynb").write_text("my work")
    assert lab.main() == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "work/00_a.ipynb: copied"
    assert out[1].startswith("work/01_b.ipynb: kept")
    assert len(out) == 2
    assert (root / "work" / "00_a.ipynb").read_text() == "00_a.ipynb"
    assert (root / "work" / "01_b.ipynb").read_text() == "my work"


def test_lessons_go_to_the_folder_that_is_named(root, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(root / "anna"))
    for named in (str(root / "my lessons"), "~/lessons"):
        assert lab.main([named]) == 0
        assert f"{Path(named) / '00_a.ipynb'}: copied" in capsys.readouterr().out
    for folder in ("my lessons", "anna/lessons"):
        assert (root / folder / "01_b.ipynb").read_text() == "01_b.ipynb"
    assert not (root / "work").exists()
    assert lab.main(["one", "two"]) == lab.main(["--help"]) == 2
    assert capsys.readouterr().err.count("usage: ") == 2


def test_a_library_without_lessons_is_told(root, capsys):
    for path in (root / "notebooks").glob("*.ipynb"):
        path.unlink()
    assert lab.main() == 1
    assert "error: There are no lessons in" in capsys.readouterr().err
    shutil.rmtree(root / "notebooks")
    assert lab.main() == 1
    assert "without the course's folder" in capsys.readouterr().err
    assert not (root / "work").exists()


def test_a_link_to_nowhere_is_kept_too(root):
    (root / "work").mkdir()
    (root / "work" / "00_a.ipynb").symlink_to(root / "elsewhere.ipynb")
    assert lab.copy_lessons(root / "notebooks", root / "work") == (
        ["01_b.ipynb"],
        ["00_a.ipynb"],
    )
    assert not (root / "elsewhere.ipynb").exists()


def test_a_file_in_place_of_the_folder_is_told_in_a_sentence(root, capsys):
    (root / "work").write_text("")
    assert lab.main() == 1
    sentence, where = capsys.readouterr().err.splitlines()
    assert sentence.startswith("error: ")
    assert "another folder: make lab WORK=FOLDER" in where
    assert "python -m msgan_tools.lab FOLDER" in where
    with pytest.raises(CourseError):
        lab.copy_lessons(root / "notebooks", root / "work")


def test_a_terminal_that_lacks_a_character_is_no_obstacle(tmp_path):
    folder = tmp_path / "课程"
    done = subprocess.run(
        [sys.executable, "-m", "msgan_tools.lab", folder],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "\\u8bfe" in done.stdout
    assert (folder / "00_start_here.ipynb").is_file()
