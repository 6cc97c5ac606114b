import copy

import pytest
import torch
from kinds import methods_of

from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.errors import CourseError
from msgan_lib.training.methods import make_training
from msgan_lib.training.recipes import resolve

SUPERVISED = methods_of("supervised")


@pytest.fixture(scope="module")
def data():
    x = torch.rand(20, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    y = torch.arange(10).repeat(2)
    return FewLabels(x, y, x, x, y, x, y)


@pytest.mark.parametrize("method", SUPERVISED)
def test_a_step_trains_all_weights_of_the_methods_network(data, method):
    training = make_training(method, data, num_steps=4, seed=0)
    assert type(training.network).__name__ == resolve(method)["network"]
    before = copy.deepcopy(training.network.state_dict())
    training.step()
    for name, value in training.network.named_parameters():
        assert not torch.equal(value, before[name]), name


def test_equal_seeds_give_equal_batches_and_augmentation_to_all(data):
    streams = [
        make_training(method, data, num_steps=4, seed=3).batches.get_state()
        for method in SUPERVISED
    ]
    assert all(torch.equal(streams[0], state) for state in streams)


def test_an_unknown_method_is_told_with_those_there_are(data):
    sentence = r"no method 'supervised_deeper' .*; there are supervised_single_scale"
    with pytest.raises(CourseError, match=sentence):
        make_training("supervised_deeper", data, 4, 0)
