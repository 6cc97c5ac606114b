import torch

from msgan_lib.measure import count_weights
from msgan_lib.networks.judge import Judge


def test_the_judge_returns_logits_of_its_64_features():
    judge, x = Judge().eval(), torch.rand(3, 1, 28, 28)
    features = judge.features(x)
    assert features.shape == (3, 64)
    assert (features < 0).any(), "before the ReLU"
    assert judge(x).shape == (3, 10)
    assert judge(x).equal(judge.head(features.clamp(min=0)))


def test_the_judge_is_small():
    convolutions = 9 * (16 + 16 * 32 + 32 * 64) + 2 * (16 + 32 + 64)
    linear = (64 * 4 * 4 + 1) * 64 + (64 + 1) * 10
    assert count_weights(Judge()) == convolutions + linear
