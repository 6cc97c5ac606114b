import json
import pkgutil
import re

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.profiles import PROFILES
from msgan_tools.authoring import pictures, readme
from msgan_tools.run.limits import SOURCES, measured_minutes

TEXT = """before
<!-- {name}: begin -->
old
<!-- {name}: end -->
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

        def drawn(self):
            return "digits"

        def generator(self):
            return "digits: 10 classes"

        def setting_and_generator(self):
            return "an MLP\ngenerator: digits"

    class Missing(Recorded):
        setting = "nothing"

        def effects(self):
            return []

    monkeypatch.setattr(pictures, "COMPARISONS", (Missing(), Recorded()))
    rows = {"nothing": "never drawn", "an MLP": "an MLP, in other words"}
    monkeypatch.setattr(pictures, "ROWS", rows)


@pytest.fixture
def course(tmp_path, monkeypatch, comparisons):
    """A course in which every table and picture is out of date."""
    monkeypatch.setattr(readme, "_name", lambda path: path.name)
    for name, table in (("README", "lessons"), ("ALL_RESULTS", "results")):
        path = tmp_path / f"{name}.md"
        text = TEXT.format(name=table)
        if name == "ALL_RESULTS":
            text += "<!-- games: begin -->\n<!-- games: end -->\n"
        path.write_text(text)
        monkeypatch.setattr(readme, name, path)
    drawings = pictures.PICTURES.values()
    paths = [tmp_path / f"{name}.png" for name in ("brief", "full", "sheet")]
    monkeypatch.setattr(pictures, "PICTURES", dict(zip(paths, drawings, strict=True)))
    return tmp_path


@pytest.mark.usefixtures("comparisons")
def test_the_results_table_has_what_was_recorded():
    header, _, line = readme.results_table().splitlines()
    assert header.startswith("| training | draws | labels alone | without the GAN |")
    assert line == (
        "| an MLP | 2 | 8.00 ± 1.41 | 5.00 ± 0.00 | 1.50 ± 0.71 "
        "| -3.50 (-9.85 to +2.85) | digits: 10 classes |"
    )


def test_a_table_of_games_begins_with_the_nearest_images(tmp_path, monkeypatch):
    def rows(method, distances):
        for seed, distance in enumerate(distances):
            numbers = {
                "frechet_distance": distance, "training_cpu_seconds": 20 + seed,
                "classes_reached": 9 + seed, "sure_percent": 60.0,
                "coverage": 0.25 + seed / 2,
            }  # fmt: skip
            yield {
                "parameters": {"method": method, "seed": seed},
                "metrics": {f"{method}/{what}": n for what, n in numbers.items()},
            }

    games = [*rows("game_hinge", [90, 92]), *rows("game_sgd", [50, 52])]
    lines = "".join(json.dumps(row) + "\n" for row in games)
    (tmp_path / "played.jsonl").write_text(lines)
    monkeypatch.setattr(readme, "RESULTS", tmp_path)
    monkeypatch.setattr(readme, "GAMES", ["played"])
    header, _, first, second = readme.games_table().splitlines()
    assert header == (
        "| game | seeds | CPU seconds | Fréchet distance | classes | sure | coverage |"
    )
    # Of two values a apart: the mean, and 12.706 standard errors a / 2 on each side.
    assert first == "| SGD | 2 | 20 | 51 (38 to 64) | 9 | 60 % | 0.50 |"
    assert second.startswith("| hinge | 2 | 20 | 91 (78 to 104) |")


def test_tables_and_pictures_are_made_and_checked_together(course):
    names = ["README.md", "ALL_RESULTS.md", "brief.png", "full.png", "sheet.png"]
    problems = readme.check()
    assert [problem.split(":")[0] for problem in problems] == names
    assert all(
        p.endswith("out of date; run `msgan notebooks build`.") for p in problems
    )
    assert [path.name for path in readme.refresh()] == names
    assert readme.check() == readme.refresh() == []
    before, _, table = readme.ALL_RESULTS.read_text().partition("begin -->\n")
    assert before == "before\n<!-- results: "
    table, games = table.split("<!-- games: begin -->\n")
    assert table == f"{readme.results_table()}\n<!-- results: end -->\nafter\n"
    assert games == f"{readme.games_table()}\n<!-- games: end -->\n"
    assert pictures.numbers_in(course / "full.png") == {
        "an MLP\ngenerator: digits": [-3.0, -4.0]
    }
    assert pictures.numbers_in(course / "brief.png") == {
        "an MLP, in other words\ngenerator: digits": {
            "labels alone": [9.0, 7.0],
            "without the GAN": [5.0, 5.0],
            "with the GAN": [2.0, 1.0],
        }
    }


def test_a_picture_is_drawn_anew_where_its_numbers_changed_and_only_there(course):
    readme.refresh()
    path = course / "full.png"
    # Another matplotlib draws the same numbers in other pixels, and signs them.
    with Image.open(path) as picture:
        other, words = picture.resize((50, 50)), PngInfo()
        words.add_text("Description", picture.info["Description"])
        assert set(picture.info) == {"Description", "dpi"}
    words.add_text("Software", "Matplotlib version 2.0")
    other.save(path, pnginfo=words)
    assert readme.check() == readme.refresh() == []
    path.write_bytes(path.read_bytes()[:100])
    assert readme.check() == [
        "full.png: the picture is out of date; run `msgan notebooks build`."
    ]
    assert readme.refresh() == [path]


@pytest.mark.parametrize(
    ("with_gan", "words"),
    [
        ([1.0, 2.1, 3.0], "fewer errors"),
        ([4.0, 5.1, 6.0], "more errors"),
        ([2.0, 3.1, 3.0], "no difference\nseen"),
    ],
)
def test_a_verdict_needs_an_interval_on_one_side_of_0(with_gan, words):
    sides = {"without the GAN": [2.5, 3.5, 4.5], "with the GAN": with_gan}
    assert pictures.verdict(sides) == words


def test_a_text_without_markers_is_told(course):
    readme.ALL_RESULTS.write_text("no markers")
    with pytest.raises(CourseError, match=r"ALL_RESULTS.md lacks .* table 'results'"):
        readme.refresh()
    assert "old" in readme.README.read_text()


def test_every_lesson_is_listed_with_its_promise():
    table = readme.lessons_table()
    assert (
        "[00. Start here](notebooks/00_start_here.ipynb) | This lesson checks" in table
    )
    assert "[14. Full training" in table


def test_what_is_committed_shows_what_was_measured():
    assert readme.check() == []
    assert len(pictures.errors()) == len(pictures.ROWS)


FOLDERS = ("", "data", "data/results", "data/sweeps", "data/weights", "notebooks")
PAGES = [readme.PROJECT_ROOT / folder / "README.md" for folder in FOLDERS]
PAGES.append(readme.PROJECT_ROOT / "CONTRIBUTING.md")
PATH = re.compile(r"`((?:msgan_lib|msgan_tools|tests|data|notebooks)/[^`\s]+)`")
MADE_UP = re.compile(r"NN|NAME|DIGEST|fashion-mnist|08_measuring_gans")


def headings(page):
    """Return the headings of a page as GitHub writes them in addresses."""
    lines = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in lines]


def test_what_the_pages_link_and_name_is_there():
    links, paths, names = [], [], []
    for page in PAGES:
        text = page.read_text("utf-8")
        for link in re.findall(r"\]\((?!https:)([^)\s]+)\)", text):
            path, _, heading = link.partition("#")
            target = page.parent / path if path else page
            if not target.exists() or (heading and heading not in headings(target)):
                links.append(f"{page}: {link}")
        paths += (p for p in PATH.findall(text) if not MADE_UP.search(p))
        names += re.findall(r"`(msgan_(?:lib|tools)\.[\w.]+)`", text)
    assert links == []
    assert [p for p in paths if not (readme.PROJECT_ROOT / p).exists()] == []
    assert names
    for name in names:
        pkgutil.resolve_name(name)  # raises where there is no such thing


def test_the_readme_is_short_enough_to_be_read():
    assert len(readme.README.read_text("utf-8").splitlines()) <= 150


def test_the_minutes_of_every_lesson_were_measured():
    lessons = [path.parent.name for path in SOURCES.glob("[0-9]*/lesson.py")]
    assert len(lessons) > 5
    for stem in lessons:
        assert {"smoke", "class"} <= measured_minutes(stem).keys() <= set(PROFILES)


def test_a_title_is_found_below_the_cell_marker():
    title, promise = readme.title_and_promise(
        '# %% [markdown]\n"""\n# 05. Name\n\nOne\ntwo.\n\n'
    )
    assert (title, promise) == ("05. Name", "One two.")
    with pytest.raises(CourseError, match="title"):
        readme.title_and_promise("# %%\nx = 1\n\n")
