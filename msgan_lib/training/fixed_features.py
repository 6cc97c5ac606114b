"""A linear layer on features that no label has shaped, or none any more.

What features are worth is told by how well a linear layer classifies from them, which
is fitted to the labelled images alone. Taught in lesson 11; lesson 16 compares.
"""

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from msgan_lib.codes import fit_linear
from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.errors import CourseError
from msgan_lib.measure import evaluate, evaluating
from msgan_lib.neighbours import Watch
from msgan_lib.networks.autoencoders import CodeClassifier
from msgan_lib.pyramid import laplacian_pyramid
from msgan_lib.training.loop import Training
from msgan_lib.training.progress import Aside

# Features of images (n, 1, 28, 28): a list of levels (n, dims).
Features = Callable[[torch.Tensor], list[torch.Tensor]]

NUM_REFERENCES = 1_000  # unlabelled images that tell the features' mean and size
WEIGHT_DECAY = 1e-3


class FeatureClassifier(nn.Module):
    """Class logits (batch, 10) from fixed features, by one linear layer.

    Each level is centred and counts in units of its own standard deviation, both taken
    from unlabelled images; then the linear layer is fitted to the labelled ones.
    """

    def __init__(self, features: Features, data: FewLabels):
        super().__init__()
        self.features = features
        levels = features(data.x_unlabelled[:NUM_REFERENCES])
        self.means = [level.mean(dim=0) for level in levels]
        self.sds = [
            (level - mean).square().mean().sqrt().clamp_min(1e-6)
            for level, mean in zip(levels, self.means, strict=True)
        ]
        code = self.code(data.x_labelled)
        self.head = fit_linear(code, data.y_labelled, WEIGHT_DECAY).requires_grad_()

    def code(self, x: torch.Tensor) -> torch.Tensor:
        """Return the scaled features of all levels side by side: (batch, dims).

        They are divided by the root of their number, so that images are about 1 from
        the mean whatever the features are.
        """
        parts = [
            (level - mean) / sd
            for level, mean, sd in zip(
                self.features(x), self.means, self.sds, strict=True
            )
        ]
        code = torch.cat(parts, dim=1)
        return code / code.shape[1] ** 0.5

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10)."""
        return self.head(self.code(x))


class WithoutSteps(Training):
    """A method that has no steps: its classifier is fitted in the preparation."""

    num_steps, scoring = 0, "test images"

    def __init__(self, fit: Callable[[Watch], nn.Module], data: FewLabels):
        self.fit, self.data = fit, data
        self.config, self.history = {}, []
        self.steps_done, self.cpu_seconds = 0, 0.0

    def prepare(self, tell: Callable[[Aside], None] = lambda aside: None) -> None:
        """Fit the classifier."""
        self.classifier = self.fit(lambda share: tell(Aside("fitting", share)))

    @property
    def scored(self) -> nn.Module:
        """The classifier."""
        return self.classifier

    def development_error(self, watch: Watch) -> float:
        """Return the error on the development images, which takes a while."""
        x, y = self.data.x_development, self.data.y_development
        return evaluate(self.classifier, x, y, watch=watch).error_percent

    def step(self) -> dict[str, torch.Tensor]:
        """Raise CourseError: there are none."""
        raise CourseError("This method has no steps: its preparation fits it.")


def laplacian_features(x: torch.Tensor) -> list[torch.Tensor]:
    """Return the four levels of the Laplacian pyramid as rows of numbers."""
    return [level.flatten(1) for level in laplacian_pyramid(x, 4)]


def hog_features(x: torch.Tensor) -> list[torch.Tensor]:
    """Return histograms of oriented gradients, one level (n, 1152).

    How much the image changes in each of 8 directions, in cells of 4 x 4 pixels, each
    cell measured against 2 x 2 neighbours (Dalal and Triggs, 2005).
    """
    from skimage.feature import hog  # slow to import, and one method alone needs it

    rows = [
        hog(image, orientations=8, pixels_per_cell=(4, 4), cells_per_block=(2, 2))
        for image in x[:, 0].cpu().numpy()
    ]
    return [torch.from_numpy(np.stack(rows)).to(x)]


def frozen_features(network: nn.Module) -> Features:
    """Return the code that a network of ours classifies from, as it is in evaluation.

    Of a network with levels that is what `code` makes of them.
    """

    @torch.no_grad()
    def features(x: torch.Tensor) -> list[torch.Tensor]:
        with evaluating(network):
            return [torch.cat([_code(network, part) for part in x.split(500)])]

    return features


def _code(network: nn.Module, x: torch.Tensor) -> torch.Tensor:
    if isinstance(network, CodeClassifier):
        return network.code(x)
    return network.code(network.features(x))
