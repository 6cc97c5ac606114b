"""Low-dimensional codes: what a network computed of an image, in a few numbers.

Taught in lesson 02; lesson 11 does the same with the features of a discriminator.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.data import NUM_CLASSES


@dataclass(frozen=True)
class PrincipalAxes:
    """The directions along which some features vary most, strongest first.

    `mean` (dims,) is their mean, `axes` (k, dims) are orthogonal with length 1, `sd`
    (k,) is the standard deviation along each.
    """

    mean: torch.Tensor
    axes: torch.Tensor
    sd: torch.Tensor

    def code(self, features: torch.Tensor, size: int) -> torch.Tensor:
        """Project features (n, dims) on the first `size` axes: (n, size).

        The unit is the standard deviation along the first axis.
        """
        return (features - self.mean) @ self.axes[:size].T / self.sd[0]


def principal_axes(features: torch.Tensor) -> PrincipalAxes:
    """Return the principal axes of features (n, dims), without any label.

    PCA by a singular value decomposition (Pearson, 1901; Hotelling, 1933). There are at
    most min(n, dims) axes. Taught in lesson 02.
    """
    mean = features.mean(dim=0)
    _, singular, axes = torch.linalg.svd(features - mean, full_matrices=False)
    return PrincipalAxes(mean, axes, singular / (len(features) - 1) ** 0.5)


def fit_linear(
    codes: torch.Tensor, labels: torch.Tensor, weight_decay: float = 1e-2
) -> nn.Linear:
    """Return the fully connected layer that classifies codes (n, size) best.

    It minimises the cross-entropy on labels (n,) plus `weight_decay` times half the sum
    of squared weights. The problem is convex, so the start does not matter. Taught in
    lesson 02.
    """
    layer = nn.Linear(codes.shape[1], NUM_CLASSES).to(codes.device)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimizer = torch.optim.LBFGS(
        layer.parameters(), max_iter=200, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = F.cross_entropy(layer(codes), labels)
        value = value + weight_decay / 2 * layer.weight.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return layer.requires_grad_(False)
