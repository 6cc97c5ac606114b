"""How weights move: one step down the gradient, its rate, its moving average.

Taught in lesson 14.
"""

import math

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR, LRScheduler
from torch.optim.swa_utils import AveragedModel


def make_optimizer(
    network: nn.Module, lr: float, weight_decay: float = 0.0, momentum: float = 0.9
) -> torch.optim.Optimizer:
    """Return AdamW in its fused form: one call for all weights."""
    return torch.optim.AdamW(
        network.parameters(),
        lr=lr,
        betas=(momentum, 0.99),
        weight_decay=weight_decay,
        fused=True,
    )


def warm_up_then_cosine(
    optimizer: torch.optim.Optimizer, num_steps: int, warm_up: int = 100
) -> LambdaLR:
    """Raise the learning rate from 0 over `warm_up` steps, then lower it to 0."""
    warm_up = min(warm_up, max(1, num_steps // 10))

    def factor(step: int) -> float:
        decay = 0.5 * (1 + math.cos(math.pi * min(step / num_steps, 1)))
        return min(1.0, (step + 1) / warm_up) * decay

    return LambdaLR(optimizer, factor)


def descend(
    loss: torch.Tensor,
    optimizer: torch.optim.Optimizer,
    schedule: LRScheduler | None = None,
) -> None:
    """Move the optimizer's weights one step down the gradient of the loss."""
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if schedule is not None:
        schedule.step()


def moving_average(network: nn.Module, decay: float = 0.99) -> AveragedModel:
    """Return a copy of `network` that follows it: an exponential moving average.

    A step moves it by 1 - `decay` towards the weights and the batch normalisation's
    statistics. Early steps move it further, so that the random start is soon forgotten.
    It is the network that labels, and the one that is scored (Tarvainen and Valpola,
    2017).
    """

    @torch.no_grad()
    def average(averaged: list, current: list, num_averaged: torch.Tensor) -> None:
        if not averaged[0].is_floating_point():
            torch._foreach_copy_(averaged, current)  # counters of batch normalisation
            return
        n = float(num_averaged)
        torch._foreach_lerp_(averaged, current, 1 - min(decay, (1 + n) / (10 + n)))

    return AveragedModel(network, multi_avg_fn=average, use_buffers=True)
