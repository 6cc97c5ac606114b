"""GAN-train and GAN-test, on images that are easy to read."""

import pytest
import torch

from msgan_lib.ground.errors import CourseError
from msgan_lib.training.gan_train import (
    gan_test_error,
    gan_train_error,
    name_images,
    train_reader,
)


class Eyes(torch.nn.Module):
    """A judge to whom the brightest of the first ten rows is the class."""

    def features(self, x):
        return x[:, 0, :10].mean(dim=2)

    def classify(self, features):
        return features


def stripes(classes, seed=0):
    x = torch.rand(
        len(classes), 1, 28, 28, generator=torch.Generator().manual_seed(seed)
    )
    x *= 0.1
    x[range(len(classes)), 0, classes] += 0.9
    return x


ALL = [n % 10 for n in range(300)]
HALF = [n % 5 for n in range(300)]


def test_the_judge_names():
    assert name_images(Eyes(), stripes(ALL)).tolist() == ALL


def test_who_learnt_from_all_classes_reads_real_images():
    x_real, y_real = stripes(ALL, seed=1), torch.tensor(ALL)
    errors = [
        gan_train_error(Eyes(), stripes(of), x_real, y_real, seed=0, num_steps=40)
        for of in (ALL, HALF)
    ]
    assert errors[0] < 5
    assert errors[1] == pytest.approx(50, abs=5)  # classes never drawn are never read


def test_a_reader_of_real_images_agrees_on_few_kinds_too():
    reader = train_reader(stripes(ALL), torch.tensor(ALL), seed=0, num_steps=40)
    assert not reader.training
    assert gan_test_error(reader, Eyes(), stripes(HALF, seed=1)) < 5
    shifted = stripes(HALF, seed=1).roll(14, dims=2)  # the judge finds noise there
    assert gan_test_error(reader, Eyes(), shifted) > 50


def test_a_seed_gives_the_same_reader_and_leaves_other_draws_alone():
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    x, names = stripes(ALL), torch.tensor(ALL)
    one, two, other = (train_reader(x, names, seed, num_steps=2) for seed in (0, 0, 1))
    assert torch.rand(1) == expected
    assert torch.equal(one.head.weight, two.head.weight)
    assert not torch.equal(one.head.weight, other.head.weight)


@pytest.mark.parametrize("names", [ALL[:50], ALL[:99]])
def test_too_few_images(names):
    with pytest.raises(CourseError, match="at least 64 images and a name for each"):
        train_reader(stripes(ALL[:50]), torch.tensor(names), seed=0)
