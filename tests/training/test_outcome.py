import numpy as np
import pytest
import torch

from msgan_lib import data as data_module
from msgan_lib.data import label_draw
from msgan_lib.datasets import load_images
from msgan_lib.training.methods import METHODS, WITHOUT_STEPS
from msgan_lib.training.outcome import train_method

NUM_DEVELOPMENT, NUM_TEST = 60, 40


@pytest.fixture(scope="module")
def few_images():
    """A few hundred digits in place of the data set, and who is labelled among them."""
    images, labels = load_images("mnist", "train")
    test_images, test_labels = load_images("mnist", "test")
    train = images[:300], labels[:300].copy()
    test = test_images[:NUM_TEST], test_labels[:NUM_TEST]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_module, "DEVELOPMENT_SIZE", NUM_DEVELOPMENT)
        drawn = label_draw(train[1], 2, seed=0)
    return train, test, drawn


@pytest.fixture
def train_on(monkeypatch, few_images):
    """Return a function that trains a method on given training labels and test set."""

    def train(method, labels, test):
        (images, _), _, drawn = few_images
        sets = {"train": (images, labels), "test": test}
        monkeypatch.setattr(data_module, "DEVELOPMENT_SIZE", NUM_DEVELOPMENT)
        monkeypatch.setattr(data_module, "load_images", lambda _, split: sets[split])
        monkeypatch.setattr(data_module, "label_draw", lambda *_: drawn)
        torch.set_num_threads(1)
        return train_method(method, num_steps=3, labels_per_class=2)

    return train


@pytest.mark.parametrize("method", METHODS)
def test_hidden_labels_and_test_files_do_not_touch_the_weights(
    train_on, few_images, method
):
    (_, labels), test, drawn = few_images
    rng = np.random.default_rng(0)
    others = rng.permutation(10)[labels]  # every hidden label another
    others[drawn] = labels[drawn]
    assert (others != labels).sum() > 200
    noise = rng.integers(0, 256, test[0].shape, dtype=np.uint8)
    first = train_on(method, labels, test)
    second = train_on(method, others, (noise, rng.permutation(test[1])))
    assert first.weights.keys() == second.weights.keys()
    for name, value in first.weights.items():
        assert torch.equal(value, second.weights[name]), name
    if first.generator_weights:
        for name, value in first.generator_weights.items():
            assert torch.equal(value, second.generator_weights[name]), name


@pytest.mark.parametrize("method", ["plain_mlp_gan", *WITHOUT_STEPS])
def test_other_labels_on_the_labelled_images_are_noticed(train_on, few_images, method):
    (_, labels), test, drawn = few_images
    others = labels.copy()
    others[drawn] = 9 - labels[drawn]
    first, second = (train_on(method, given, test) for given in (labels, others))
    assert not all(
        torch.equal(value, second.weights[name])
        for name, value in first.weights.items()
    )


def test_a_method_without_steps_is_scored_like_the_others(train_on, few_images):
    (_, labels), test, _ = few_images
    outcome = train_on("hog_linear", labels, test)
    assert outcome.test_predictions.shape == (NUM_TEST,)
    assert outcome.test_error_percent < 70  # twenty labels; a guess errs on 90
    assert outcome.development_error_percent < 70
    assert outcome.num_weights == 10 * (1152 + 1)
    assert outcome.frozen_error_percent is None
    assert outcome.network_error_percent is None


def test_neighbours_are_scored_with_the_network_and_it_is_scored_alone(
    train_on, few_images
):
    (_, labels), test, _ = few_images
    joined = train_on("semisupervised_without_gan", labels, test)
    assert joined.test_error_percent < 70  # three steps: it is the neighbours who know
    assert joined.network_error_percent > joined.test_error_percent
    assert train_on("plain_mlp_gan", labels, test).network_error_percent is None


@pytest.mark.parametrize("method", ["plain_multiscale_gan", "autoencoder_linear"])
def test_frozen_features_are_scored_too(train_on, few_images, method):
    (_, labels), test, _ = few_images
    outcome = train_on(method, labels, test)
    assert 0 <= outcome.frozen_error_percent < 90
    assert outcome.frozen_error_percent != outcome.test_error_percent
