"""Claims under their paragraphs, in a lesson made up here."""

import json

import nbformat
import pytest

from msgan_lib.ground.errors import CourseError
from msgan_tools.authoring import build, claims
from msgan_tools.authoring.convert import convert

ROWS = [
    {
        "parameters": {"seed": 0, "label_seed": draw},
        "metrics": {"mlp/test_error_percent": 8 + draw, "cnn/test_error_percent": 4},
    }
    for draw in range(3)
]
ABOVE = '''# %% [markdown]
"""
The MLP makes *at least
4 points* more errors, with its 95 % interval.
"""
'''
CLAIM = (
    'holds("at least 4 points more errors", all(errors("mlp") - errors("cnn") >= 4))'
)
GIVEN = 'given("95 % interval")  # which one it is'
BELOW = """
# %%
network = "the notebook's own"

# %%
quiz(
    "How much?",
    {"A tenth": "It is 3.5 points.", "All": "No.", "None": "No."},
    right="All",
)
"""
OF_QUIZ = '# %% tags=["claim"]\nholds("It is 3.5 points", 3 < min(errors("mlp")) / 2)\n'


@pytest.fixture
def judge(tmp_path, monkeypatch):
    """Return a function: the verdict on a lesson with these claims."""
    room = tmp_path / "notebooks" / "source" / "01_tiny"
    room.mkdir(parents=True)
    monkeypatch.setattr(build, "notebooks_folder", lambda: tmp_path / "notebooks")
    text = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "01_tiny.jsonl").write_text(text)

    def judge(*cell, below=BELOW + OF_QUIZ, tag="claim"):
        source = f'{ABOVE}\n# %% tags=["{tag}"]\n' + "\n".join(cell) + "\n" + below
        (room / "lesson.py").write_text(source)
        return claims.judge_lesson("01_tiny", tmp_path)

    return judge


def test_claims_that_hold(judge):
    verdict = judge(CLAIM, GIVEN)
    assert verdict.mistakes == []
    assert (verdict.num_claims, verdict.files) == (2, {"01_tiny"})


def test_claims_share_their_names_and_loops_are_allowed(judge):
    first = "def lead(method):\n    return errors(method) - errors('cnn')"
    second = "for n in (3, 4):\n    holds('at least 4 points', min(lead('mlp')) >= n)"
    cell = f'{first}\n\n# %% tags=["claim"]\n{second}'
    assert judge(cell, GIVEN).mistakes == []


# What is wrong, the line in lesson.py, and what is told.
MISTAKES = {
    "a bound that does not hold": (
        [CLAIM.replace(">= 4", ">= 5"), GIVEN],
        8,
        "'at least 4 points more errors' does not hold: "
        "all(errors('mlp') - errors('cnn') >= 5); "
        "errors('mlp') - errors('cnn') is 4, 5, 6",
    ),
    "a name of the notebook's": (
        [CLAIM, GIVEN, "", "len(network)"],
        11,
        "a claim knows no `network`; it sees recorded rows and what claims define, "
        "and none of the notebook's names",
    ),
    "a method without rows": (
        [CLAIM, GIVEN, 'errors("vae")'],
        10,
        "a claim that sees no rows: none of data/results/01_tiny.jsonl has "
        "vae/test_error_percent; correct the claim, or run `msgan sweep "
        "data/sweeps/01_tiny.yaml --record data/results/01_tiny.jsonl` once that sweep "
        "makes it",
    ),
    "words that stand elsewhere": (
        [CLAIM, GIVEN, "", "holds(", '    "It is 3.5 points",', "    True,", ")"],
        11,
        "'It is 3.5 points' does not stand in the text right above",
    ),
    "given words that stand nowhere": (
        [CLAIM, GIVEN, 'given("90 % interval")'],
        10,
        "'90 % interval' does not stand in the text right above",
    ),
    "given words without a number": (
        [CLAIM, GIVEN, 'given("more errors")'],
        10,
        "'more errors' holds no number: take it out",
    ),
    "no condition": (
        [CLAIM, GIVEN, 'holds("The MLP")'],
        10,
        "'The MLP' claims nothing: give a condition",
    ),
    "a number for a condition": (
        [CLAIM, GIVEN, 'holds("The MLP", 1 == 1, mean(errors("mlp")))'],
        10,
        "'The MLP': a condition is True or False, not 9",
    ),
    "many truths for a condition": (
        [CLAIM, GIVEN, 'holds("The MLP", errors("mlp") > 0)'],
        10,
        "'The MLP': a condition is True or False, not 1, 1, 1",
    ),
    "a chain of comparisons over draws": (
        [CLAIM, GIVEN, 'holds("The MLP", 1 < errors("mlp") < 20)'],
        10,
        "draws are many numbers: take their all(), min() or mean()",
    ),
    "what is no number": (
        [CLAIM, GIVEN, 'holds("The MLP", float("nan") < 1)'],
        10,
        "'The MLP' does not hold: float('nan') < 1; float('nan') is nan",
    ),
    "a division by nothing": (
        [CLAIM, GIVEN, 'gain = errors("cnn") / (errors("cnn") - 4)'],
        10,
        "FloatingPointError: divide by zero encountered in divide",
    ),
    "what is not Python": ([CLAIM, "holds(("], 9, "this is not Python: '(' was never"),
    "a number that nothing holds": (
        [CLAIM],
        3,
        "no claim under this text holds '95 %' in '... points more errors, with its "
        "95 % interval....'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line(judge, mistake):
    cell, line, told = MISTAKES[mistake]
    sentence, *others = judge(*cell).mistakes
    assert sentence.startswith(
        f"notebooks/source/01_tiny/lesson.py, line {line}: {told}"
    )
    assert all("no claim under this text" in other for other in others)


def test_the_numbers_of_a_quiz_are_held_by_claims_under_it(judge):
    (told,) = judge(CLAIM, GIVEN, below=BELOW).mistakes
    assert "line 15: no claim under this text holds '3.5' in '...It is 3.5" in told


def test_claims_of_another_paragraph_hold_nothing(judge):
    again = f'{ABOVE}\n# %% tags=["claim"]\n{GIVEN}\n'
    (told,) = judge(CLAIM, GIVEN, below=again).mistakes
    assert "line 12: no claim under this text holds '4 points'" in told


def test_a_cell_of_claims_without_its_tag_is_told(judge):
    *_, told = judge(CLAIM, GIVEN, tag="claims", below="").mistakes
    assert "line 8: a cell of claims is tagged `claim`, this one is not" in told


@pytest.fixture
def judge_script(tmp_path, monkeypatch):
    """Return a function: what is wrong with a script about two texts made up here."""
    monkeypatch.setattr(claims, "PROJECT_ROOT", tmp_path)
    table = "<!-- rows: begin -->\n| 22.5 % |\n<!-- rows: end -->"
    (tmp_path / "README.md").write_text(f"Errors of *22 %*,\n\n{table}\nand 7 %.\n")
    (tmp_path / "data.md").write_text("Errors of 22 %.\n")

    def judge(*lines):
        script = tmp_path / "readme_claims.py"
        script.write_text("\n".join(lines) + "\n")
        return claims.judge_file(script).mistakes

    return judge


OF_README = ['page("README.md")', 'holds("Errors of 22 %", 1 < 2)', 'given("7 %")']
OF_DATA = ['page("data.md")', 'holds("Errors of 22 %", 1 < 2)']


def test_texts_have_claims_in_a_script_of_their_own(judge_script):
    assert judge_script(*OF_README, *OF_DATA) == []
    (told,) = judge_script(*OF_README, OF_DATA[0], OF_DATA[1].replace("<", ">"))
    told_of = "readme_claims.py, line 5: 'Errors of 22 %' does not hold: 1 > 2."
    assert told == told_of


def test_each_text_of_a_script_has_its_own_claims(judge_script):
    (told,) = judge_script(*OF_README[:2], *OF_DATA)
    assert told.startswith("README.md: no claim under this text holds '7 %'")
    (told,) = judge_script(*OF_README, OF_DATA[0])
    assert told.startswith("data.md: no claim under this text holds '22 %'")
    (told,) = judge_script(*OF_DATA, OF_README[2])
    assert told.endswith("line 3: '7 %' does not stand in the text right above.")


def test_notebooks_have_no_claims():
    without = convert(ABOVE + BELOW, "01")
    with_claims = f'{ABOVE}\n# %% tags=["claim"]\n{CLAIM}\n{BELOW}\n{OF_QUIZ}'
    for ours, expected in zip(convert(with_claims, "01"), without, strict=True):
        assert nbformat.writes(ours) == nbformat.writes(expected)


@pytest.mark.parametrize(
    "cell",
    [
        '# %% [markdown] tags=["claim"]\n"""\nA text\n"""',
        '# %% tags=["claim", "parameters"]\nholds("A", 1 < 2)',
        '# %% tags=["claim"] exercise="01_f"\nholds("A", 1 < 2)',
    ],
)
def test_a_claim_is_code_and_nothing_else(cell):
    with pytest.raises(CourseError, match="is tagged `claim`, so it must be code and"):
        convert(f"{ABOVE}\n{cell}\n", "01")
