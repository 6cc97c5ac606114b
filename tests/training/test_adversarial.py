import copy
import math
from functools import partial

import pytest
import torch

from msgan_lib.losses import feature_matching_loss, real_logit
from msgan_lib.networks.classifiers import MultiScaleCNN
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.generators import Generator
from msgan_lib.training import adversarial


@pytest.fixture
def players():
    torch.manual_seed(0)
    return Generator(), Discriminator()


@pytest.fixture
def x_real():
    """Bright left halves: easy to tell from what an untrained generator makes."""
    x = torch.zeros(32, 1, 28, 28)
    x[..., :14] = 0.5 + 0.5 * torch.rand(32, 1, 28, 14)
    return x


def noise(generator, n=32, seed=0):
    return generator.sample_noise(n, torch.Generator().manual_seed(seed))


def weights(network):
    return copy.deepcopy(network.state_dict())


def changed(before, network):
    after = network.state_dict()
    return [
        name
        for name, value in before.items()
        if not torch.equal(value, after[name]) and value.is_floating_point()
    ]


def sgd(network, lr=0.05):
    return torch.optim.SGD(network.parameters(), lr=lr)


def test_a_discriminator_step_changes_it_alone_and_lowers_its_loss(players, x_real):
    generator, discriminator = players
    x_fake = generator(noise(generator))
    before = weights(generator)
    optimizer = sgd(discriminator)
    losses = [
        adversarial.train_discriminator(discriminator, optimizer, x_real, x_fake)
        for _ in range(15)
    ]
    assert losses[-1] < losses[0] / 2
    assert changed(before, generator) == []
    # A missing detach would have left a gradient in the generator.
    assert all(p.grad is None for p in generator.parameters())


@pytest.mark.parametrize("matching", [True, False])
def test_a_generator_step_changes_it_alone_and_lowers_its_loss(
    players, x_real, matching
):
    generator, discriminator = players
    loss_of = adversarial.fooling
    if matching:
        features = [level.detach() for level in discriminator(x_real)[1]]
        loss_of = partial(adversarial.matching, features_real=features)
    before = {n: p.detach().clone() for n, p in discriminator.named_parameters()}
    optimizer = sgd(generator, lr=0.5)
    losses = [
        adversarial.train_generator(
            generator, discriminator, optimizer, noise(generator), loss_of
        )
        for _ in range(15)
    ]
    assert losses[-1] < losses[0]
    for name, parameter in discriminator.named_parameters():
        assert torch.equal(before[name], parameter)
        assert parameter.grad is None
        assert parameter.requires_grad  # frozen for the step only


def test_the_generator_step_sees_the_augmented_images(players):
    generator, discriminator = players
    seen = []

    def augment(x):
        seen.append(x.shape)
        return x * 0  # nothing of the generator is left

    before = {n: p.detach().clone() for n, p in generator.named_parameters()}
    adversarial.train_generator(
        generator, discriminator, sgd(generator), noise(generator), augment=augment
    )
    assert seen == [(32, 1, 28, 28)]
    for name, parameter in generator.named_parameters():
        assert torch.equal(before[name], parameter)


def statistics(network):
    return [b.clone() for name, b in network.named_buffers() if "running" in name]


def test_fakes_leave_no_trace_in_the_statistics_of_real_images(players, x_real):
    generator, discriminator = players
    twin = copy.deepcopy(discriminator).train()
    twin(x_real)  # what the real images alone leave
    z = noise(generator)
    before = statistics(discriminator)
    adversarial.train_generator(generator, discriminator, sgd(generator), z)
    assert all(map(torch.equal, before, statistics(discriminator)))
    adversarial.train_discriminator(
        discriminator, sgd(discriminator), x_real, 100 * generator(z)
    )
    assert all(map(torch.equal, statistics(twin), statistics(discriminator)))
    assert not any(map(torch.equal, before, statistics(discriminator)))


def test_a_network_is_thawed_after_an_error(players):
    _, discriminator = players
    with pytest.raises(RuntimeError), adversarial.frozen(discriminator):
        raise RuntimeError
    assert all(p.requires_grad for p in discriminator.parameters())


def test_what_was_frozen_before_stays_frozen(players):
    _, discriminator = players
    discriminator.head.requires_grad_(False)
    with adversarial.frozen(discriminator):
        assert not any(p.requires_grad for p in discriminator.parameters())
    thawed = {name for name, p in discriminator.named_parameters() if p.requires_grad}
    assert thawed == {
        name for name, _ in discriminator.named_parameters() if "head" not in name
    }


@pytest.mark.parametrize(
    ("layer", "axes"),
    [
        (torch.nn.BatchNorm1d, 0),
        (torch.nn.BatchNorm2d, 2),
        (torch.nn.BatchNorm3d, 3),
    ],
)
def test_every_batch_normalisation_forgets_fakes(layer, axes):
    network = layer(2)
    x = torch.rand(8, 2, *[3] * axes)
    with adversarial.keeping_statistics(network):
        network(x)
    assert network.running_mean.tolist() == [0, 0]
    network(x)
    assert network.running_mean.min() > 0


def test_an_undecided_discriminator_scores_half_and_log_2(players, x_real):
    generator, discriminator = players
    with torch.no_grad():
        discriminator.head.weight.zero_()
        discriminator.head.bias.fill_(-math.log(10))  # logsumexp of ten: 0
    x_fake = generator(noise(generator))
    scores = adversarial.test_discriminator(discriminator, x_real, x_fake)
    assert scores["loss"] == pytest.approx(math.log(2), abs=1e-5)
    assert real_logit(discriminator(x_real)[0]).abs().max() < 1e-5


def test_a_trained_discriminator_recognises_both(players, x_real):
    generator, discriminator = players
    x_fake = generator(noise(generator)).detach()
    optimizer = sgd(discriminator)
    for _ in range(40):
        adversarial.train_discriminator(discriminator, optimizer, x_real, x_fake)
    discriminator.train()
    scores = adversarial.test_discriminator(discriminator, x_real, x_fake)
    assert scores["real_recognised_percent"] > 90
    assert scores["fake_recognised_percent"] > 90
    swapped = adversarial.test_discriminator(discriminator, x_fake, x_real)
    assert swapped["real_recognised_percent"] < 10
    assert discriminator.training


def test_a_collapsed_generator_is_found_out(players):
    generator, _ = players
    classifier = MultiScaleCNN()
    with torch.no_grad():
        classifier.head.weight.zero_()
        classifier.head.bias.copy_(
            20 * torch.nn.functional.one_hot(torch.tensor(4), 10)
        )
    scores = adversarial.test_generator(generator, classifier, noise(generator, 200))
    assert scores == {"sure_percent": 100.0, "classes_found": 1}
    assert generator.training
    assert classifier.training


def test_fewer_levels_are_the_last_ones(players, x_real):
    generator, discriminator = players
    z = noise(generator)
    losses = []
    for levels in (4, 1):
        features = [f.detach() for f in discriminator.train().features(x_real)]
        loss_of = partial(adversarial.matching, features_real=features[-levels:])
        losses.append(
            adversarial.train_generator(
                generator, discriminator, sgd(generator, lr=0.0), z, loss_of
            )
        )
    with torch.no_grad():
        real = discriminator.features(x_real)[-1:]
        fake = discriminator.features(generator(z))[-1:]
    assert losses[1] == pytest.approx(feature_matching_loss(real, fake).item(), 1e-4)
    assert losses[0] != pytest.approx(losses[1], 1e-3)
