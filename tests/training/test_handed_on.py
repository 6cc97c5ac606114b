import pytest
import torch

from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.training import handed_on
from msgan_lib.training.handed_on import hand_labels_on
from msgan_lib.training.kinds import SemiSupervisedRecipe
from msgan_lib.training.loop import run_training
from msgan_lib.training.semisupervised import (
    SemiSupervisedTraining,
)


@pytest.fixture
def data(stripes):
    return stripes


def known(data, num_steps=40, **numbers):
    return hand_labels_on(data, SemiSupervisedRecipe(num_steps=num_steps, **numbers))


def test_given_and_handed_on_labels_are_known(data):
    x, y = known(data).to_learn_from()
    assert torch.equal(x, torch.cat([data.x_labelled, data.x_unlabelled]))
    truth = torch.cat([data.y_labelled, torch.arange(300) % 10])
    assert (y == truth).float().mean() > 0.95  # the next stripe is two pixels away


def test_they_count_fully_at_first_and_less_later(data):
    labels = known(data, share_full_weight=0.25, weight_later=0.3)
    for steps_done in range(40):
        assert labels.weight(steps_done) == (1 if steps_done < 10 else 0.3)


def test_a_short_training_hands_on_fewer_labels(data):
    assert known(data, num_steps=5).num_handed_on == 5 * 20


def test_with_more_labels_than_would_be_handed_on_only_these_count(data):
    labels = known(data, num_steps=1, propagated_per_step=10)
    x, y = labels.to_learn_from()
    assert torch.equal(x, data.x_labelled)
    assert torch.equal(y, data.y_labelled)
    assert labels.weight(steps_done=1) == 1


def test_where_labels_are_not_few_the_network_learns_from_these_alone(data):
    few, many = (known(data, few_labels=n) for n in (11, 10))
    assert len(few.to_learn_from()[0]) == 10 + 300
    assert torch.equal(many.to_learn_from()[0], data.x_labelled)
    assert few.weight(steps_done=40) < many.weight(steps_done=40) == 1
    assert len(many.join(Discriminator()).neighbours.y) == 310  # but neighbours vote


def test_without_propagation_only_given_labels_are_known(data):
    labels = known(data, propagated_per_step=0)
    assert torch.equal(labels.to_learn_from()[0], data.x_labelled)
    assert labels.weight(steps_done=40) == 1
    network = Discriminator()
    assert labels.join(network) is network


def test_neighbours_join_the_network_where_labels_were_handed_on(data):
    labels, network = known(data), Discriminator()
    both = labels.join(network).eval()
    assert both.network is network
    assert torch.equal(both.neighbours.y, labels.y)
    x = data.x_test[:20]
    assert (both(x).argmax(dim=1) == data.y_test[:20]).float().mean() > 0.8


def test_labels_are_handed_on_once(data, monkeypatch):
    calls = []

    def propagate(x, y, others, watch):
        calls.append(len(others))
        return torch.arange(len(others)) % 10

    monkeypatch.setattr(handed_on, "propagate_labels", propagate)
    recipe = SemiSupervisedRecipe(num_steps=1, propagated_per_step=300)
    training = SemiSupervisedTraining(Discriminator(), None, data, recipe, seed=0)
    run_training(training)
    assert set(training.classifiers()) == {"whole", "alone", "frozen"}
    assert calls == [300]
