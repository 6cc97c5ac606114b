"""The images as a training needs them: tensors, and the few labelled ones drawn.

Taught in lesson 00.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch

from msgan_lib.data import NUM_CLASSES, DataError, load_images
from msgan_lib.ground.seeding import named_seed

DEVELOPMENT_SIZE = 5_000  # the last training images: recipes are chosen on them


def label_draw(labels: np.ndarray, per_class: int, seed: int) -> np.ndarray:
    """Draw `per_class` images of each class at random: sorted indices, int64.

    `labels` (n,) are those of all training images; the last DEVELOPMENT_SIZE of them
    are never drawn. The same seed gives the same images, whatever else is random.
    Raises DataError where a class has too few images. Taught in lesson 00.
    """
    if isinstance(per_class, bool) or not isinstance(per_class, int | np.integer):
        raise DataError(
            f"labels_per_class must be a whole number, not {per_class!r}; try 10."
        )
    drawable = np.asarray(labels)[:-DEVELOPMENT_SIZE]
    most = int(np.bincount(drawable, minlength=NUM_CLASSES).min())
    if not 1 <= per_class <= most:
        raise DataError(
            f"labels_per_class must be from 1 to {most}, not {per_class}: "
            "the smallest class has no more images to draw from."
        )
    rng = np.random.default_rng(named_seed(seed, "labels"))
    drawn = [
        rng.choice(np.flatnonzero(drawable == c), per_class, replace=False)
        for c in range(NUM_CLASSES)
    ]
    return np.sort(np.concatenate(drawn))


@dataclass(frozen=True)
class FewLabels:
    """What a few-label training may see, and what scores it.

    Images are float32 (n, 1, 28, 28) from 0 to 1, labels int64 (n,). `x_unlabelled`
    holds all 60,000 training images; of their labels only `y_labelled` is used for
    training. `x_development` are the last 5,000 of them: for choosing recipes and
    watching a run. `x_test` scores a finished run, once.
    """

    x_labelled: torch.Tensor
    y_labelled: torch.Tensor
    x_unlabelled: torch.Tensor
    x_development: torch.Tensor
    y_development: torch.Tensor
    x_test: torch.Tensor
    y_test: torch.Tensor

    def to(self, device: torch.device | str) -> "FewLabels":
        """Return the same images and labels on another device."""
        return replace(self, **{k: v.to(device) for k, v in vars(self).items()})

    def scored_on(self, num_images: int | None) -> "FewLabels":
        """Return the same with fewer development and test images: the first of each."""
        names = ("x_development", "y_development", "x_test", "y_test")
        return replace(self, **{k: getattr(self, k)[:num_images] for k in names})


def load_few_labels(
    dataset: str = "mnist", labels_per_class: int = 10, label_seed: int = 0
) -> FewLabels:
    """Load a data set of which `labels_per_class` training labels a class are known.

    Raises DataError as load_images and label_draw do. Taught in lesson 00.
    """
    images, labels = load_images(dataset, "train")
    test_images, test_labels = load_images(dataset, "test")
    drawn = label_draw(labels, labels_per_class, label_seed)
    x_train, y_train = to_tensor(images), torch.from_numpy(labels)
    return FewLabels(
        x_labelled=x_train[drawn],
        y_labelled=y_train[drawn],
        x_unlabelled=x_train,
        x_development=x_train[-DEVELOPMENT_SIZE:],
        y_development=y_train[-DEVELOPMENT_SIZE:],
        x_test=to_tensor(test_images),
        y_test=torch.from_numpy(test_labels),
    )


def to_tensor(images: np.ndarray) -> torch.Tensor:
    """Turn uint8 images (n, 28, 28) into float32 (n, 1, 28, 28) from 0 to 1."""
    return torch.from_numpy(images)[:, None].float().div_(255)
