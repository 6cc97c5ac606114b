import copy

import pytest
import torch

from msgan_lib.networks.rivals import MLP, RowLSTM

stream = torch.Generator().manual_seed(0)
x = torch.rand(3, 1, 28, 28, generator=stream)


@pytest.mark.parametrize("network", [MLP, RowLSTM])
def test_rivals_give_ten_logits(network):
    assert network()(x).shape == (3, 10)


def test_an_mlp_does_not_know_which_pixels_are_neighbours():
    network = MLP().eval()
    order = torch.randperm(28 * 28, generator=stream)
    shuffled = copy.deepcopy(network)
    with torch.no_grad():
        shuffled[1].weight.copy_(network[1].weight[:, order])
    mixed_up = x.flatten(1)[:, order].view_as(x)
    torch.testing.assert_close(shuffled(mixed_up), network(x))
    assert not torch.allclose(network(mixed_up), network(x))


def test_the_lstm_reads_rows_from_top_to_bottom():
    network = RowLSTM().eval()
    memory, _ = network.lstm(x.squeeze(1))
    torch.testing.assert_close(network(x), network.head(memory[:, -1]))
    changed = x.clone()
    changed[:, :, 20:] = 0
    after, _ = network.lstm(changed.squeeze(1))
    torch.testing.assert_close(after[:, :20], memory[:, :20])
    assert not torch.allclose(after[:, 20], memory[:, 20])
    assert not torch.allclose(network(x.flip(2)), network(x))


def test_the_lstm_does_not_know_which_columns_are_neighbours():
    network = RowLSTM().eval()
    order = torch.randperm(28, generator=stream)
    shuffled = copy.deepcopy(network)
    with torch.no_grad():
        shuffled.lstm.weight_ih_l0.copy_(network.lstm.weight_ih_l0[:, order])
    torch.testing.assert_close(shuffled(x[..., order]), network(x))
