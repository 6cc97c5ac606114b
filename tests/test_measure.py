import numpy as np
import pytest
import torch
from torch import nn

from msgan_lib.measure import (
    confusion_matrix,
    count_weights,
    error_interval,
    evaluate,
    mcnemar,
)


class Fixed(nn.Module):
    """A classifier that gives the logits that are its input."""

    def forward(self, x):
        return x.flatten(1)


def logits_for(classes):
    return 10 * torch.nn.functional.one_hot(torch.tensor(classes), 10).float()


def test_evaluate_counts_errors_and_leaves_the_mode():
    network = Fixed().train()
    evaluation = evaluate(network, logits_for([1, 2, 3, 4]), torch.tensor([1, 2, 3, 9]))
    assert evaluation.predictions.tolist() == [1, 2, 3, 4]
    assert evaluation.correct.tolist() == [True, True, True, False]
    assert evaluation.error_percent == 25
    assert evaluation.loss == pytest.approx(2.5, abs=0.01)
    assert network.training


def test_evaluate_in_batches_is_the_same_and_takes_a_discriminator():
    x, y = torch.randn(23, 10), torch.randint(10, (23,))
    whole = evaluate(Fixed(), x, y)
    parts = evaluate(Fixed(), x, y, batch_size=5)
    assert np.array_equal(whole.predictions, parts.predictions)

    class WithFeatures(Fixed):
        def forward(self, x):
            return super().forward(x), [x]

    assert np.array_equal(whole.predictions, evaluate(WithFeatures(), x, y).predictions)


def test_the_interval_is_wilsons():
    # Wilson's interval of 10 in 1000, by his formula.
    p, n, z = 0.01, 1000, 1.959964
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert error_interval(10, 1000) == pytest.approx(
        (100 * (centre - half), 100 * (centre + half)), rel=1e-5
    )
    assert error_interval(0, 100)[0] == 0


def test_mcnemar_counts_only_the_images_on_which_they_differ():
    first = np.array([True] * 50 + [True] * 9 + [False] * 1 + [False] * 40)
    second = np.array([True] * 50 + [False] * 9 + [True] * 1 + [False] * 40)
    test = mcnemar(first, second)
    assert (test.only_first_right, test.only_second_right) == (9, 1)
    # 2 * (1 + 10) / 2**10: at most one win of ten fair throws, both sides.
    assert test.p_value == pytest.approx(2 * 11 / 1024)
    assert mcnemar(first, first).p_value == 1
    assert mcnemar(second, first).p_value == pytest.approx(test.p_value)
    with pytest.raises(ValueError, match="same images"):
        mcnemar(first, second[:-1])


def test_confusion_matrix_has_true_classes_in_rows():
    counts = confusion_matrix(np.array([3, 3, 5]), np.array([3, 8, 5]))
    assert (counts[3, 3], counts[3, 8], counts[5, 5], counts.sum()) == (1, 1, 1, 3)


def test_count_weights_leaves_out_frozen_ones():
    network = nn.Linear(3, 2)
    assert count_weights(network) == 8
    network.bias.requires_grad_(False)
    assert count_weights(network) == 6
