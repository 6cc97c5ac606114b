"""How good a classifier is, how sure we are of it, and whether two differ."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import NUM_CLASSES
from msgan_lib.intervals import mean_interval as mean_interval


@dataclass(frozen=True)
class Evaluation:
    """A classifier's answers on labelled images.

    `predictions` (n,) int64 are the classes it chose, `correct` (n,) whether each was
    right, `loss` the mean cross-entropy in nats.
    """

    predictions: np.ndarray
    correct: np.ndarray
    loss: float

    @property
    def error_percent(self) -> float:
        """Share of wrong answers, 0 to 100."""
        return 100.0 * float((~self.correct).mean())

    @property
    def interval(self) -> tuple[float, float]:
        """The error's 95 % confidence interval, as error_interval gives it."""
        return error_interval(int((~self.correct).sum()), len(self.correct))


def class_logits(network: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return the class logits (n, 10) of images, alone where a network gives more.

    A discriminator returns them with the features of its levels.
    """
    output = network(x)
    return output[0] if isinstance(output, tuple) else output


@contextmanager
def evaluating(*networks: nn.Module) -> Iterator[None]:
    """Have networks in evaluation mode, and every layer as it was afterwards."""
    modes = [(m, m.training) for network in networks for m in network.modules()]
    for network in networks:
        network.eval()
    try:
        yield
    finally:
        for layer, was_training in modes:
            layer.training = was_training


@torch.no_grad()
def evaluate(
    network: nn.Module,
    x: torch.Tensor,
    y: torch.Tensor,
    batch_size: int = 100,
    watch: Callable[[float], None] = lambda share: None,
) -> Evaluation:
    """Classify images (n, 1, 28, 28) and compare with labels (n,).

    The network is used in evaluation mode and left as it was. `watch` is told after
    each batch which share of the images is done.
    """
    parts = []
    with evaluating(network):
        for start in range(0, len(x), batch_size):
            parts.append(class_logits(network, x[start : start + batch_size]))
            watch(min(1.0, (start + batch_size) / len(x)))
    logits = torch.cat(parts)
    predictions = logits.argmax(dim=1)
    return Evaluation(
        predictions=predictions.cpu().numpy(),
        correct=(predictions == y).cpu().numpy(),
        loss=F.cross_entropy(logits, y).item(),
    )


def error_interval(num_wrong: int, num_images: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of an error, in percent (Wilson, 1927).

    It is about the images only: another training, other labels move the error too.
    """
    from scipy.stats import binomtest  # half a second, which no training needs

    interval = binomtest(num_wrong, num_images).proportion_ci(method="wilson")
    return 100.0 * interval.low, 100.0 * interval.high


@dataclass(frozen=True)
class PairedTest:
    """Two classifiers on the same images: who alone was right how often, and p."""

    only_first_right: int
    only_second_right: int
    p_value: float


def mcnemar(first_correct: np.ndarray, second_correct: np.ndarray) -> PairedTest:
    """Test whether two classifiers err equally often on the same images.

    Only images on which exactly one is right count; if both were equally good, each
    would win half of them (McNemar, 1947; exact binomial form). Both arrays are (n,)
    bool; raises ValueError where their lengths differ.
    """
    if len(first_correct) != len(second_correct):
        raise ValueError(
            f"a paired test needs the same images: {len(first_correct)} answers "
            f"against {len(second_correct)}"
        )
    from scipy.stats import binomtest

    first = int(np.sum(first_correct & ~second_correct))
    second = int(np.sum(second_correct & ~first_correct))
    p_value = binomtest(first, first + second).pvalue if first + second else 1.0
    return PairedTest(first, second, float(p_value))


def confusion_matrix(labels: np.ndarray, predictions: np.ndarray) -> np.ndarray:
    """Count images by true class (row) and predicted class (column): (10, 10) int64."""
    pairs = NUM_CLASSES * np.asarray(labels) + np.asarray(predictions)
    counts = np.bincount(pairs, minlength=NUM_CLASSES**2)
    return counts.reshape(NUM_CLASSES, NUM_CLASSES)


def count_weights(network: nn.Module) -> int:
    """Return how many numbers training may change."""
    return sum(p.numel() for p in network.parameters() if p.requires_grad)
