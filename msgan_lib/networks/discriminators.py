"""Networks that tell real images from generated ones. Taught in lesson 06."""

import torch

from msgan_lib.networks.classifiers import MultiScaleCNN


class Discriminator(MultiScaleCNN):
    """Read an image at several scales: class logits, and the features of every level.

    It is a MultiScaleCNN of the same size and the same initial weights: `real_logit` of
    its ten class logits says how real the image looks, so it needs no further output
    (Salimans et al., 2016). Input (batch, 1, 28, 28) from 0 to 1.
    """

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return class logits (batch, 10) and features[level], finest first."""
        features = self.features(x)
        return self.classify(features), features
