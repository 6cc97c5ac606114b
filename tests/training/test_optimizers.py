import numpy as np
import pytest
import torch
from torch import nn

from msgan_lib.training.optimizers import (
    descend,
    moving_average,
    warm_up_then_cosine,
)


def test_moving_average_follows_slower_and_copies_counters():
    network = nn.BatchNorm1d(1)
    averaged = moving_average(network, decay=0.9)
    for _ in range(200):
        averaged.update_parameters(network)
    with torch.no_grad():
        network.weight.add_(1)
    network.num_batches_tracked += 5
    averaged.update_parameters(network)
    assert averaged.module.weight.item() == pytest.approx(1.1)
    assert averaged.module.num_batches_tracked == 5
    for _ in range(50):
        averaged.update_parameters(network)
    assert averaged.module.weight.item() == pytest.approx(2 - 0.9**51)


def test_learning_rate_warms_up_and_ends_near_zero():
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = warm_up_then_cosine(optimizer, num_steps=200)
    rates = []
    for _ in range(200):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    assert rates[0] < 0.1
    assert np.argmax(rates) == 19
    assert rates[-1] < 1e-3


def test_a_step_goes_down_this_gradient_alone_and_moves_the_schedule():
    weight = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([weight], lr=0.1)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
    for expected in (0.8, 0.72):  # 1 - 0.1 * 2, then 0.8 - 0.05 * 1.6
        descend(weight.square(), optimizer, schedule)
        assert weight.item() == pytest.approx(expected)
    descend(weight.square(), optimizer)
    assert optimizer.param_groups[0]["lr"] == 0.025
