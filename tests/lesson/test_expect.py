from fractions import Fraction

import numpy as np
import pytest
import torch

from msgan_lib.lesson.expect import (
    Case,
    Wrong,
    agree,
    any_of,
    expect,
    expect_close,
    expect_number,
    expect_tensor,
    expect_truth,
)


def test_expect():
    expect(True, "fine")
    expect(torch.tensor(True), "fine")
    with pytest.raises(Wrong, match=r"^too small$"):
        expect(False, "too small")


@pytest.mark.parametrize(
    "result",
    [2, 2.0, Fraction(4, 2), np.float32(2), np.array(2), torch.tensor(2)],
)
def test_a_number_may_come_in_many_forms(result):
    number = expect_number(result)
    assert number == 2.0
    assert type(number) is float


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (None, "`return`"),
        ("2", "a str, but must be a number"),
        (True, "a bool, but"),
        (torch.ones(1), r"shape \(1,\), but must be one number"),
        (np.ones(2), r"shape \(2,\), but"),
        (float("nan"), "not a finite"),
        ([2], "a list"),
    ],
)
def test_what_is_no_number_is_told(result, message):
    with pytest.raises(Wrong, match=message):
        expect_number(result)


def test_close_compares_numbers_whatever_their_type():
    expect_close(torch.ones(2, dtype=torch.float64), torch.ones(2), "far")
    expect_close(torch.tensor([1, 1]), torch.ones(2), "far")
    with pytest.raises(Wrong, match="far"):
        expect_close(torch.ones(2) + 1e-4, torch.ones(2), "far")


@pytest.mark.parametrize(
    "result",
    [
        torch.tensor([1.0, 2.0]),
        torch.tensor([1.0, 2.0], dtype=torch.float64),
        torch.tensor([1, 2]),
        torch.tensor([1.0, 2.0], requires_grad=True),
        np.array([1, 2]),
    ],
)
def test_numbers_agree_whatever_holds_them(result):
    for truth in (torch.tensor([1.0, 2.0]), np.array([1.0, 2.0])):
        assert agree(result, truth)
        assert agree([result, 3], [truth, 3.0])
        assert not agree(result, truth + 1e-3)
        assert not agree(result, truth[:1])
        assert not agree([result], [truth, truth])
        assert not agree([result], truth)
        assert not agree(result, [truth])


@pytest.mark.parametrize("dtype", [torch.bool, torch.complex64])
def test_a_tensor_holds_plain_numbers(dtype):
    with pytest.raises(Wrong, match=r"holds torch\.\w+ in place of plain"):
        expect_tensor(torch.ones(2, dtype=dtype))


# Known mistakes.


def cases(result, truths=(4, 9), mistakes=(2, 3)):
    """Return cases in which a square was wanted, and the root is a known mistake."""
    known = [
        {"The root.": root, "Minus.": -truth}
        for truth, root in zip(truths, mistakes, strict=True)
    ]
    return [
        Case(f"For {truth}", value, truth, lambda mistakes=mistakes: mistakes)
        for value, truth, mistakes in zip(result, truths, known, strict=True)
    ]


def told(cases):
    with pytest.raises(Wrong) as caught:
        expect_truth(cases)
    return str(caught.value)


def test_the_truth_is_the_truth():
    expect_truth(cases([4, 9]))
    expect_truth(cases([4.0, torch.tensor(9.0, dtype=torch.float64)]))
    expect_truth([])


def test_a_mistake_is_blamed_if_it_explains_every_case():
    assert told(cases([2, 3])) == "The root."
    assert told(cases([-4, -9])) == "Minus."


@pytest.mark.parametrize("result", [[2, 9], [2, -9], [2, 7], [7, 3]])
def test_a_coincidence_in_one_case_blames_nothing(result):
    assert "you return" in told(cases(result))


def test_a_mistake_that_is_no_mistake_in_one_case_is_still_blamed():
    """The root of 1 is its square: such a case speaks neither for it nor against it."""
    assert told(cases([2, 1], (4, 1), (2, 1))) == "The root."
    expect_truth(cases([4, 1], (4, 1), (2, 1)))


def test_a_mistake_that_gives_nothing_in_one_case_is_not_blamed():
    assert told(cases([2, 9], mistakes=(2, None))) == "For 4 you return 2, not 4."
    assert told(cases([2, 8], mistakes=(2, None))) == "For 4 you return 2, not 4."


def test_one_message_may_fit_several_forms_of_a_mistake():
    def off(result):
        return Case("For 3", result, 3, lambda: {"Off by one or two.": any_of(2, 1)})

    assert told([off(1), off(1)]) == told([off(2), off(2)]) == "Off by one or two."
    assert told([off(2), off(1)]) == "For 3 you return 2, not 3."


def test_mistakes_are_worked_out_only_for_a_wrong_answer():
    def mistakes():
        raise AssertionError

    expect_truth([Case("For 3", 3, 3, mistakes)])


SMALL = torch.tensor([[1.0, 2], [3, 4]])
LARGE = torch.arange(20.0).reshape(4, 5)
OTHER = LARGE + 0.25 * (LARGE > 6)


@pytest.mark.parametrize(
    ("result", "truth", "message"),
    [
        (4, 9, "4, not 9."),
        (0.123456, 1, "0.1235, not 1."),
        (0.12344, 0.12341, "0.12344, not 0.12341."),
        ((1, 2), (1, 3), "(1, 2), not (1, 3)."),
        (SMALL, SMALL + 1, "[[1, 2], [3, 4]], not [[2, 3], [4, 5]]."),
        (OTHER.double(), LARGE, "7.25 at [1, 2], not 7; 13 of 20 numbers differ."),
        (
            [LARGE, OTHER],
            [LARGE] * 2,
            "7.25 at [1, 2], not 7; 13 of 20 numbers differ ",
        ),
        ([LARGE, OTHER], [LARGE] * 2, "(element 1)."),
        (LARGE, SMALL, "a Tensor of shape (4, 5), not [[1, 2], [3, 4]]."),
        (SMALL, LARGE, "[[1, 2], [3, 4]], not a Tensor of shape (4, 5)."),
    ],
)
def test_without_a_mistake_the_case_is_shown(result, truth, message):
    assert message in told([Case("For x", result, truth)])
    assert told([Case("For x", result, truth)]).startswith("For x you return ")
