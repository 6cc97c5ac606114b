import math

import pytest
import torch

from msgan_lib.networks.autoencoders import (
    VAE,
    Autoencoder,
    CodeClassifier,
    Decoder,
    sample_code,
)

x = torch.rand(3, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def seeded():
    return torch.Generator().manual_seed(1)


def test_an_autoencoder_restores_images_through_the_code():
    network = Autoencoder(code_size=5)
    code = network.encoder(x)
    assert code.shape == (3, 5)
    restored = network(x)
    assert restored.shape == x.shape
    assert 0 < restored.min() < restored.max() < 1
    torch.testing.assert_close(restored, network.decoder(code))


def test_a_vae_gives_a_mean_and_a_log_variance_for_each_number_of_the_code():
    network = VAE(code_size=4)
    mean, log_variance = network.encode(x)
    assert mean.shape == log_variance.shape == (3, 4)
    torch.testing.assert_close(
        torch.cat([mean, log_variance], dim=1), network.encoder(x)
    )


def test_drawn_codes_have_the_mean_and_the_variance():
    mean = torch.tensor([[0.0, 3.0]]).expand(20_000, 2)
    log_variance = torch.tensor([[0.0, -2.0]]).expand(20_000, 2)
    code = sample_code(mean, log_variance, seeded())
    assert code.mean(dim=0).tolist() == pytest.approx([0, 3], abs=0.03)
    assert code.var(dim=0).tolist() == pytest.approx([1, math.exp(-2)], rel=0.05)


def test_every_image_gets_noise_of_its_own_and_the_stream_repeats_it():
    mean, log_variance = torch.zeros(4, 2), torch.zeros(4, 2)
    code = sample_code(mean, log_variance, seeded())
    assert len(code.unique(dim=0)) == 4
    assert torch.equal(code, sample_code(mean, log_variance, seeded()))


def test_gradients_reach_mean_and_variance():
    mean = torch.zeros(2, 3, requires_grad=True)
    log_variance = torch.zeros(2, 3, requires_grad=True)
    code = sample_code(mean, log_variance, seeded())
    code.sum().backward()
    assert (mean.grad == 1).all()
    # d code / d log_variance is half the noise where the variance is 1.
    torch.testing.assert_close(log_variance.grad, code.detach() / 2)


def test_the_classifier_reads_the_code_and_of_a_vae_the_means():
    for network in (Autoencoder(6), VAE(6)):
        classifier = CodeClassifier(network.encoder, code_size=6)
        assert classifier(x).shape == (3, 10)
        code = network.encode(x)[0] if isinstance(network, VAE) else network.encoder(x)
        torch.testing.assert_close(classifier.code(x), code)


def test_a_decoder_turns_normal_noise_into_images():
    decoder = Decoder(code_size=2)
    z = decoder.sample_noise(5_000, seeded())
    assert z.shape == (5_000, 2)
    assert z.std().item() == pytest.approx(1, abs=0.03)
    assert z.min() < -2  # normal, not uniform
    images = decoder(z[:7])
    assert images.shape == (7, 1, 28, 28)
    assert 0 < images.min() < images.max() < 1
