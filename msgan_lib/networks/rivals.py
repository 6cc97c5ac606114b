"""Classifiers that know nothing of scales, to compare with. Taught in lesson 03."""

import torch
from torch import nn

from msgan_lib.data import IMAGE_SIZE, NUM_CLASSES


class MLP(nn.Sequential):
    """Two hidden layers that read the pixels as one long row: no neighbours, no scales.

    Input (batch, 1, 28, 28) from 0 to 1; output logits (batch, 10). Batch normalisation
    and ReLU follow each hidden layer, as in the convolutional networks.
    """

    def __init__(self, hidden_size: int = 256):
        super().__init__(
            nn.Flatten(),
            nn.Linear(IMAGE_SIZE * IMAGE_SIZE, hidden_size, bias=False),
            nn.BatchNorm1d(hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, hidden_size, bias=False),
            nn.BatchNorm1d(hidden_size),
            nn.ReLU(),
            nn.Linear(hidden_size, NUM_CLASSES),
        )


class RowLSTM(nn.Module):
    """Read an image from top to bottom, one row of pixels a step, with a memory.

    A long short-term memory (Hochreiter and Schmidhuber, 1997); what it remembers after
    the last row goes to a linear layer. Input (batch, 1, 28, 28) from 0 to 1; output
    logits (batch, 10).
    """

    def __init__(self, hidden_size: int = 64):
        super().__init__()
        self.lstm = nn.LSTM(IMAGE_SIZE, hidden_size, batch_first=True)
        self.head = nn.Linear(hidden_size, NUM_CLASSES)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return class logits (batch, 10)."""
        rows = x.squeeze(1)  # (batch, 28 steps, 28 pixels)
        self.lstm.flatten_parameters()  # a copy's are in pieces, which slows a GPU
        memory, _ = self.lstm(rows)  # (batch, 28, hidden_size): after each row
        return self.head(memory[:, -1])
