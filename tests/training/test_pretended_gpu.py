"""Every kind of training on a pretended GPU: no machine needs one for this."""

import numpy as np
import pytest
import torch
from kinds import ONE_OF_EACH_KIND
from pretended_gpu import pretended_gpu

from msgan_lib import plots
from msgan_lib.networks.autoencoders import Decoder
from msgan_lib.networks.classifiers import MultiScaleCNN
from msgan_lib.plots.latent import decoded_plane, show_decoded_point
from msgan_lib.pyramid import gaussian_pyramid
from msgan_lib.training import outcome
from msgan_lib.widgets import explore_receptive_fields


@pytest.fixture
def gpu(monkeypatch):
    with pretended_gpu() as name:
        monkeypatch.setattr(outcome, "choose_device", torch.device)
        yield name


@pytest.mark.slow
@pytest.mark.parametrize("method", ONE_OF_EACH_KIND)
def test_no_training_mixes_devices(train_on, gpu, method):
    there, here = (train_on(method, num_steps=1, device=name) for name in (gpu, "cpu"))
    assert there.weights.keys() == here.weights.keys()
    for name, value in here.weights.items():
        assert value.device == there.weights[name].device == torch.device("cpu")
        # The same kernels but for the LSTM, of which the CPU has one of its own.
        torch.testing.assert_close(there.weights[name], value)
    if isinstance(here, outcome.GameOutcome):
        assert there.samples == pytest.approx(here.samples, rel=1e-3)
    else:
        assert np.array_equal(there.test.correct, here.test.correct)


def test_the_pretended_gpu_refuses_what_a_gpu_refuses(gpu):
    x = torch.ones(2, 2)
    with pytest.raises(RuntimeError, match="two devices"):
        x.to(gpu) @ x
    with pytest.raises(RuntimeError, match="two devices"):
        torch.nn.Linear(2, 2)(x.to(gpu))
    assert torch.equal((2 * x.to(gpu)[torch.tensor([0])]).cpu(), 2 * x[:1])


def test_pictures_take_networks_and_images_from_elsewhere(gpu, headless):
    decoder = Decoder(2).to(gpu)
    place = (0.5, -0.5)
    codes = torch.zeros(3, 2).to(gpu)
    assert decoded_plane(decoder, side=3).device.type == "cpu"
    words = show_decoded_point(decoder, codes, [1, 2, 3], list("0123456789"), place)
    assert "At (0.5, -0.5)" in words
    network = MultiScaleCNN().to(gpu)
    x = torch.rand(2, 1, 28, 28).to(gpu)
    explore_receptive_fields(network, x)
    assert plots.show_images(x, columns=2)
    assert plots.show_pyramid(gaussian_pyramid(x[:1], 3))
    assert plots.show_changed_levels(x[:1], [0.0, 1.0])
