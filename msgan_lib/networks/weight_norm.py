"""Layers whose weights have a given length. Taught in lesson 06."""

import torch
import torch.nn.functional as F
from torch import nn


class WeightNormLinear(nn.Linear):
    """A linear layer whose rows of weights have a given length: only they turn.

    A row's length is `scale` (out_features,), which training changes only with
    `learn_scale`; the directions start at random (Salimans and Kingma, 2016). Unlike
    batch normalisation it does not mix the images of a batch.
    """

    def __init__(self, in_features: int, out_features: int, learn_scale: bool = False):
        super().__init__(in_features, out_features)
        nn.init.normal_(self.weight, std=0.1)  # the longer, the slower Adam turns it
        if learn_scale:
            self.scale = nn.Parameter(torch.ones(out_features))
        else:
            self.register_buffer("scale", torch.ones(out_features))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x (batch, in_features) times the weights: (batch, out_features)."""
        # As constants: what gradients do along a row changes only its length, which is
        # divided out again, and to take that part out costs a seventh of a step.
        lengths = self.weight.detach().norm(dim=1)
        return F.linear(x, self.weight) * (self.scale / lengths) + self.bias

    @torch.no_grad()
    def start_from(self, x: torch.Tensor) -> torch.Tensor:
        """Set scale and bias so that the outputs on x have mean 0 and variance 1."""
        self.scale.fill_(1.0), self.bias.zero_()
        outputs = self(x)
        self.scale.div_(outputs.std(dim=0).clamp_min(1e-6))
        self.bias.copy_(-self(x).mean(dim=0))
        return self(x)
