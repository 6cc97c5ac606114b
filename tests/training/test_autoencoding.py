import copy

import interruptible
import pytest
import torch
from kinds import methods_of

from msgan_lib.few_labels import FewLabels
from msgan_lib.ground.seeding import named_generator
from msgan_lib.networks.autoencoders import VAE, Autoencoder
from msgan_lib.training.autoencoding import restoring_losses
from msgan_lib.training.methods import make_training

AUTOENCODERS = methods_of("autoencoder")
NUM_STEPS = 8  # six without labels, two with


@pytest.fixture(scope="module")
def data():
    x = torch.rand(40, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    y = torch.arange(10).repeat(4)
    return FewLabels(x[:20], y[:20], x, x[20:30], y[20:30], x[30:], y[30:])


def train(data, method, folder=None, stop_after=None):
    return interruptible.train(data, method, folder, NUM_STEPS, stop_after)


def weights(network):
    return copy.deepcopy(network.state_dict())


def equal(first, second):
    return all(torch.equal(first[name], second[name]) for name in first)


def test_the_loss_of_a_vae_is_that_of_an_autoencoder_and_the_codes_divergence(data):
    x, noise = data.x_labelled, named_generator(0, "noise")
    assert set(restoring_losses(Autoencoder(3), x, noise)) == {"reconstruction"}
    losses = restoring_losses(VAE(3), x, noise)
    assert set(losses) == {"reconstruction", "kl"}
    assert min(losses.values()) > 0


@pytest.mark.parametrize("method", AUTOENCODERS)
def test_labels_reach_the_linear_layer_alone_and_last(data, method):
    training = make_training(method, data, NUM_STEPS, seed=0)
    head = weights(training.classifier.head)
    for _ in range(6):
        losses = training.step()
        training.steps_done += 1
        assert "reconstruction" in losses
    assert equal(head, training.classifier.head.state_dict())
    network = weights(training.network)
    for _ in range(2):
        assert set(training.step()) == {"loss"}
        training.steps_done += 1
    assert equal(network, training.network.state_dict())
    assert not equal(head, training.classifier.head.state_dict())
    # What is scored has the encoder that the linear layer learnt from.
    scored = training.averaged.module.encoder.state_dict()
    assert equal(training.network.encoder.state_dict(), scored)


@pytest.mark.parametrize("method", AUTOENCODERS)
def test_the_first_steps_train_all_weights_of_the_network(data, method):
    training = make_training(method, data, NUM_STEPS, seed=0)
    before = weights(training.network)
    training.step()
    for name, value in training.network.named_parameters():
        assert not torch.equal(value, before[name]), name


@pytest.mark.parametrize("method", AUTOENCODERS)
def test_first_steps_see_no_labels_and_no_step_sees_test_images(data, method):
    first = train(data, method)
    scrambled = copy.copy(data)
    for name in ("x_test", "y_test", "y_development"):
        object.__setattr__(scrambled, name, 0 * getattr(data, name))
    second = train(scrambled, method)
    assert equal(first.averaged.state_dict(), second.averaged.state_dict())
    object.__setattr__(scrambled, "y_labelled", 9 - data.y_labelled)
    third = train(scrambled, method)
    assert equal(first.network.state_dict(), third.network.state_dict())
    assert not equal(first.averaged.state_dict(), third.averaged.state_dict())


@pytest.mark.parametrize("method", AUTOENCODERS)
@pytest.mark.parametrize("stop_after", [2, 5, 6])
def test_a_killed_training_goes_on_to_the_same_bits(data, tmp_path, method, stop_after):
    undisturbed = train(data, method)
    with pytest.raises(KeyboardInterrupt):
        train(data, method, tmp_path, stop_after)
    torch.rand(17)  # whatever happened in between
    resumed = train(data, method, tmp_path)
    assert resumed.history == undisturbed.history
    assert equal(undisturbed.averaged.state_dict(), resumed.averaged.state_dict())
    assert equal(undisturbed.generator.state_dict(), resumed.generator.state_dict())


def test_a_training_of_one_step_still_classifies(data):
    training = make_training("vae_linear", data, 1, seed=0)
    assert set(training.step()) == {"loss"}
