import pytest
import torch

from msgan_lib import few_labels
from msgan_lib.data import load_images
from msgan_lib.few_labels import FewLabels, label_draw
from msgan_lib.training import outcome
from msgan_lib.training.outcome import train_method

NUM_DEVELOPMENT, NUM_TEST = 70, 40  # the judge's 64 features need as many images


@pytest.fixture(scope="session")
def stripes():
    """Ten stripes, a class each, in many slightly different images; ten labels."""
    y = torch.arange(10).repeat(30)
    x = 0.1 * torch.rand(300, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    for image, label in zip(x, y.tolist(), strict=True):
        image[0, 2 * label + 3, 4:24] += 0.8
        image[0, 20:22, 2 * label + 3] += 0.8
    return FewLabels(x[:10], y[:10], x, x[100:], y[100:], x[:100], y[:100])


@pytest.fixture(scope="session")
def few_images():
    """A few hundred digits in place of the data set, and who is labelled among them."""
    images, labels = load_images("mnist", "train")
    test_images, test_labels = load_images("mnist", "test")
    train = images[:300], labels[:300].copy()
    test = test_images[:NUM_TEST], test_labels[:NUM_TEST]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(few_labels, "DEVELOPMENT_SIZE", NUM_DEVELOPMENT)
        drawn = label_draw(train[1], 2, seed=0)
    return train, test, drawn


@pytest.fixture
def train_on(monkeypatch, few_images):
    """Return a function that trains a method on given training labels and test set."""

    def train(method, labels=None, test=None, num_steps=3, **more):
        (images, true_labels), true_test, drawn = few_images
        labels = true_labels if labels is None else labels
        test = test or true_test
        sets = {"train": (images, labels), "test": test}
        monkeypatch.setattr(few_labels, "DEVELOPMENT_SIZE", NUM_DEVELOPMENT)
        monkeypatch.setattr(few_labels, "load_images", lambda _, split: sets[split])
        monkeypatch.setattr(few_labels, "label_draw", lambda *_: drawn)
        monkeypatch.setattr(outcome, "NUM_SAMPLES", 100)
        torch.set_num_threads(1)
        return train_method(method, num_steps=num_steps, labels_per_class=2, **more)

    return train
