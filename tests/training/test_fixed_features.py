import pytest
import torch

from msgan_lib.networks.autoencoders import CodeClassifier, Encoder
from msgan_lib.networks.discriminators import Discriminator, MLPDiscriminator
from msgan_lib.training.fixed_features import (
    FeatureClassifier,
    frozen_features,
    hog_features,
    laplacian_features,
)


@pytest.fixture
def data(stripes):
    return stripes


NETWORKS = {
    "convolutional": Discriminator,
    "mlp": MLPDiscriminator,
    "code": lambda: CodeClassifier(Encoder(32), 32),
}


@pytest.mark.parametrize("kind", NETWORKS)
def test_frozen_features_are_those_of_evaluation_and_have_no_gradient(data, kind):
    torch.manual_seed(0)
    network = NETWORKS[kind]()
    network.train()
    features = frozen_features(network)
    (first,), (again,) = features(data.x_test), features(data.x_test)
    assert torch.equal(first, again)  # no noise
    assert not first.requires_grad
    assert len(first) == 100
    # The first half alone gives the same: no image is measured by its batch.
    assert torch.allclose(features(data.x_test[:50])[0], first[:50], atol=1e-5)


@pytest.mark.parametrize("features", [laplacian_features, hog_features])
def test_stripes_are_told_apart_by_fixed_features(data, features):
    network = FeatureClassifier(features, data)
    right = network(data.x_development).argmax(dim=1) == data.y_development
    assert right.float().mean() > 0.95


def test_the_unit_of_a_level_does_not_matter(data):
    def in_other_units(x):
        return [
            1000 * level + i for i, level in enumerate(laplacian_features(x), start=3)
        ]

    codes = [
        FeatureClassifier(f, data).code(data.x_test)
        for f in (laplacian_features, in_other_units)
    ]
    assert torch.allclose(*codes, atol=1e-3)
    assert 0.5 < codes[0].square().sum(dim=1).mean() < 2  # about 1 from the mean


def test_features_that_never_change_are_harmless(data):
    network = FeatureClassifier(lambda x: [torch.ones(len(x), 4)], data)
    assert network(data.x_test).isfinite().all()


def test_hog_does_not_see_the_brightness(data):
    x = data.x_test[:4]
    assert torch.allclose(hog_features(x)[0], hog_features(0.5 * x)[0], atol=1e-3)
