import pytest
import torch

from msgan_lib.data import load_images
from msgan_lib.few_labels import to_tensor
from msgan_lib.measure import evaluate
from msgan_lib.training import judging
from msgan_lib.training.judging import train_judge


@pytest.fixture(scope="module")
def mnist():
    return load_images("mnist", "train")


@pytest.fixture(autouse=True)
def mnist_is_read_once(mnist, monkeypatch):
    monkeypatch.setattr(judging, "load_images", lambda *names: mnist)


def test_a_judge_learns_and_its_bits_repeat(mnist):
    reports = []
    judge = train_judge(7, num_images=1_000, report=lambda *told: reports.append(told))
    again, other = (train_judge(seed, num_images=1_000) for seed in (7, 8))
    assert not judge.training
    assert reports[-1] == (45, 45, None)
    pairs = zip(judge.state_dict().values(), again.state_dict().values(), strict=True)
    assert all(first.equal(second) for first, second in pairs)
    assert not judge.head.weight.equal(other.head.weight)
    images, labels = mnist
    x, y = to_tensor(images[-1_000:]), torch.from_numpy(labels[-1_000:])
    assert evaluate(judge, x, y).error_percent < 15


def test_the_development_images_are_never_learnt_from(monkeypatch):
    monkeypatch.setattr(judging, "DEVELOPMENT_SIZE", 59_500)
    reports = []
    train_judge(0, 1, report=lambda *told: reports.append(told))
    assert reports[-1] == (7, 7, None)
