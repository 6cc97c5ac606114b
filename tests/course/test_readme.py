import json

import pytest

from msgan_lib.course import readme
from msgan_lib.course.profiles import MEASURED_MINUTES, PROFILES
from msgan_lib.errors import CourseError
from msgan_lib.training.methods import HEADLINE_METHODS

TEXT = """before
<!-- lessons: begin -->
old
<!-- lessons: end -->
between
<!-- results: begin -->
<!-- results: end -->
after
"""


def row(label_seed, errors, effect):
    metrics = {
        f"{method}/test_error_percent": error
        for method, error in zip(HEADLINE_METHODS, errors, strict=True)
    }
    metrics |= {"gan_effect/test_error_points": effect, "gan_effect/p_value": 0.04}
    return {"parameters": {"label_seed": label_seed}, "metrics": metrics}


def test_the_results_table_has_every_draw_and_their_mean(tmp_path):
    rows = [row(0, (7.0, 6.0, 1.0, 1.5), 0.5), row(3, (9.0, 8.0, 2.0, 1.5), -0.5)]
    path = tmp_path / "14_full_training.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows))
    lines = readme.results_table(tmp_path).splitlines()
    assert len(lines) == 5
    assert lines[2] == (
        "| `label_seed=0` | 7.00 | 6.00 | 1.00 | 1.50 | +0.50 (p = 0.04) |"
    )
    assert lines[4].startswith("| **mean ± sd** | 8.00 ± 1.41 | 7.00 ± 1.41 |")


def test_the_picture_shows_every_draw(tmp_path, monkeypatch):
    rows = [row(0, (7.0, 6.0, 1.0, 1.5), 0.5), row(3, (9.0, 8.0, 2.0, 1.5), -0.5)]
    monkeypatch.setattr(readme, "RESULTS", tmp_path)
    monkeypatch.setattr(readme, "read_rows", lambda path: rows)
    path = readme.draw_results()
    assert path.parent == tmp_path
    assert path.read_bytes().startswith(b"\x89PNG")


def test_tables_are_made_anew_and_the_rest_is_kept():
    once = readme.refreshed(TEXT)
    assert once.startswith("before\n<!-- lessons: begin -->\n| lesson |")
    assert "\nold\n" not in once
    assert "between" in once
    assert once.endswith("after\n")
    assert readme.refreshed(once) == once


def test_a_readme_without_markers_is_told():
    with pytest.raises(CourseError, match="markers of its table 'results'"):
        readme.refreshed(TEXT.replace("results: end", "results"))


def test_every_lesson_is_listed_with_its_promise():
    table = readme.lessons_table()
    assert (
        "[00. Start here](notebooks/00_start_here.ipynb) | This lesson checks" in table
    )
    assert "[14. Full training" in table


def test_the_committed_readme_shows_what_was_measured():
    assert readme.check() == []


def test_measured_minutes_are_of_lessons_that_exist():
    for stem, minutes in MEASURED_MINUTES.items():
        assert (readme.PROJECT_ROOT / "notebooks" / f"{stem}.ipynb").exists()
        assert set(minutes) <= set(PROFILES)


def test_a_title_is_found_below_the_cell_marker():
    found = readme.title_and_promise(
        '# %% [markdown]\n"""\n# 05. Name\n\nOne\ntwo.\n\n'
    )
    assert found == ("05. Name", "One two.")
    with pytest.raises(CourseError, match="title"):
        readme.title_and_promise("# %%\nx = 1\n\n")
