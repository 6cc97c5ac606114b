import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.profiles import PROFILES
from msgan_tools.authoring import readme
from msgan_tools.run.budget import SOURCES, measured_minutes

TEXT = """before
<!-- lessons: begin -->
old
<!-- lessons: end -->
between
<!-- results: begin -->
<!-- results: end -->
after
"""


@pytest.fixture
def comparisons(monkeypatch):
    """Two comparisons: one with two draws, one that was not recorded."""

    class Recorded:
        setting = "an MLP"

        def errors(self):
            names = ("labels alone", "without the GAN", "with the GAN")
            errors = ([9.0, 7.0], [5.0, 5.0], [2.0, 1.0])
            return {
                name: dict(enumerate(e)) for name, e in zip(names, errors, strict=True)
            }

        def effects(self):
            return [-3.0, -4.0]

    class Missing(Recorded):
        setting = "nothing"

        def effects(self):
            return []

    monkeypatch.setattr(readme, "COMPARISONS", (Missing(), Recorded()))


@pytest.mark.usefixtures("comparisons")
def test_the_results_table_has_what_was_recorded():
    header, _, line = readme.results_table().splitlines()
    assert header.startswith("| training | draws | labels alone | without the GAN |")
    assert line == (
        "| an MLP | 2 | 8.00 ± 1.41 | 5.00 ± 0.00 | 1.50 ± 0.71 "
        "| -3.50 (-9.85 to +2.85) |"
    )


@pytest.mark.usefixtures("comparisons")
def test_readme_and_picture_are_made_and_checked_together(tmp_path, monkeypatch):
    monkeypatch.setattr(readme, "README", tmp_path / "README.md")
    monkeypatch.setattr(readme, "PICTURE", tmp_path / "effects.png")
    readme.README.write_text(TEXT)
    table, picture = readme.check()
    assert table.startswith("README.md: a table is out of date; run `msgan")
    assert picture.startswith("README.md: the picture effects.png is out of date")
    assert set(readme.refresh()) == {readme.README, readme.PICTURE}
    assert readme.check() == readme.refresh() == []
    assert readme.drawn_results() == {"an MLP": [-3.0, -4.0]}
    # Another matplotlib draws the same numbers in other pixels, and signs them.
    with Image.open(readme.PICTURE) as picture:
        other, words = picture.resize((50, 50)), PngInfo()
        words.add_text("Description", picture.info["Description"])
        assert set(picture.info) == {"Description", "dpi"}
    words.add_text("Software", "Matplotlib version 2.0")
    other.save(readme.PICTURE, pnginfo=words)
    assert readme.check() == readme.refresh() == []
    readme.PICTURE.write_bytes(readme.PICTURE.read_bytes()[:100])
    assert len(readme.check()) == 1
    assert readme.refresh() == [readme.PICTURE]


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


def test_the_minutes_of_every_lesson_were_measured():
    lessons = [path.parent.name for path in SOURCES.glob("[0-9]*/lesson.py")]
    assert len(lessons) > 5
    for stem in lessons:
        assert {"smoke", "class"} <= measured_minutes(stem).keys() <= set(PROFILES)


def test_a_title_is_found_below_the_cell_marker():
    found = readme.title_and_promise(
        '# %% [markdown]\n"""\n# 05. Name\n\nOne\ntwo.\n\n'
    )
    assert found == ("05. Name", "One two.")
    with pytest.raises(CourseError, match="title"):
        readme.title_and_promise("# %%\nx = 1\n\n")
