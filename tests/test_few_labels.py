import functools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from msgan_lib.data import DataError, load_images
from msgan_lib.few_labels import label_draw, load_few_labels


@functools.cache
def training_labels():
    return load_images("mnist", "train")[1]


@pytest.fixture
def labels():
    return training_labels()


@settings(deadline=None, max_examples=25)
@given(per_class=st.integers(1, 500), seed=st.integers(0, 2**40))
def test_a_label_draw_is_balanced_and_leaves_the_development_images(per_class, seed):
    labels = training_labels()
    drawn = label_draw(labels, per_class, seed)
    assert np.bincount(labels[drawn], minlength=10).tolist() == [per_class] * 10
    assert len(np.unique(drawn)) == len(drawn)
    assert drawn.max() < 55_000
    assert np.array_equal(drawn, label_draw(labels, per_class, seed))


def test_draws_differ_between_seeds_and_do_not_depend_on_other_randomness(labels):
    first = label_draw(labels, 10, 0)
    np.random.seed(1)  # noqa: NPY002
    torch.manual_seed(1)
    assert np.array_equal(first, label_draw(labels, 10, 0))
    assert not np.array_equal(first, label_draw(labels, 10, 1))


def test_hidden_labels_do_not_change_which_images_are_drawn_from_a_class(labels):
    changed = labels.copy()
    changed[-5000:] = 0
    assert np.array_equal(label_draw(labels, 10, 0), label_draw(changed, 10, 0))


@pytest.mark.parametrize("per_class", [0, -1, 7000])
def test_label_counts_out_of_range(per_class, labels):
    with pytest.raises(DataError, match=f"from 1 to 4963, not {per_class}"):
        label_draw(labels, per_class, 0)


@pytest.mark.parametrize("per_class", ["ten", 1.5, True, None])
def test_label_counts_of_a_wrong_type(per_class, labels):
    with pytest.raises(DataError, match="whole number"):
        label_draw(labels, per_class, 0)


def test_few_labels_hold_what_they_say(labels):
    few = load_few_labels("mnist", 10, 3)
    drawn = label_draw(labels, 10, 3)
    assert few.x_labelled.shape == (100, 1, 28, 28)
    assert few.y_labelled.tolist() == labels[drawn].tolist()
    assert torch.equal(few.x_labelled, few.x_unlabelled[torch.from_numpy(drawn)])
    assert few.x_unlabelled.shape == (60_000, 1, 28, 28)
    assert torch.equal(few.x_development, few.x_unlabelled[-5000:])
    assert (few.x_test.min(), few.x_test.max()) == (0, 1)
