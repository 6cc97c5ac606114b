import pytest
import torch
from interruptible import train

from msgan_lib.few_labels import FewLabels
from msgan_lib.training.checkpoint import load_checkpoint
from msgan_lib.training.loop import TrainingDiverged, run_training
from msgan_lib.training.methods import make_training


@pytest.fixture(scope="module")
def data():
    """Forty small bright squares at ten places: a data set that is learnt at once."""
    generator = torch.Generator().manual_seed(0)
    y = torch.arange(10).repeat(4)
    x = 0.2 * torch.rand(40, 1, 28, 28, generator=generator)
    for image, label in zip(x, y.tolist(), strict=True):
        row, column = 4 + 6 * (label // 3), 4 + 8 * (label % 3)
        image[0, row : row + 5, column : column + 5] += 0.8
    return FewLabels(x[:20], y[:20], x, x[20:30], y[20:30], x[30:], y[30:])


def same(a, b):
    if isinstance(a, torch.Tensor):
        return torch.equal(a, b)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


METHODS = [  # one of each kind of training, network and generator
    "supervised_multiscale",
    "semisupervised_without_gan",
    "semisupervised_with_gan",
    "augmented_noise_consistency",
    "plain_mlp_gan",
]


@pytest.fixture(scope="module", params=METHODS)
def undisturbed(request, data):
    torch.set_num_threads(1)
    return request.param, train(data, request.param)


@pytest.mark.parametrize("stop_after", [1, 3, 5])
def test_a_killed_training_goes_on_to_the_same_bits(
    data, undisturbed, tmp_path, stop_after
):
    method, whole = undisturbed
    torch.set_num_threads(1)
    with pytest.raises(KeyboardInterrupt):
        train(data, method, tmp_path, stop_after=stop_after)
    torch.rand(17)  # whatever happened in between
    resumed = train(data, method, tmp_path)
    ignored = "cpu_seconds"
    first, second = whole.state_dict(), resumed.state_dict()
    first.pop(ignored), second.pop(ignored)
    assert same(first, second)
    assert len(resumed.history) == 2


def test_a_finished_training_is_not_trained_again(data, tmp_path):
    first = train(data, "supervised_multiscale", tmp_path)
    again = train(data, "supervised_multiscale", tmp_path, stop_after=0)
    assert same(first.history, again.history)


def test_training_learns_and_keeps_its_history(data):
    torch.manual_seed(0)
    training = make_training("supervised_multiscale", data, 30, seed=0)
    lines = []
    run_training(
        training,
        steps_per_epoch=10,
        report=lambda done, total, line=None: lines.append((done, total, line)),
    )
    history = training.history
    assert [entry["step"] for entry in history] == [10, 20, 30]
    assert history[-1]["loss"] < history[0]["loss"]
    assert lines[0] == (0, 30, None)
    assert lines[-1][:2] == (30, 30)
    said = [line for _, _, line in lines if line]
    assert len(said) == 3
    assert "/" in said[0].partition(" loss ")[0]
    assert ", development " in said[0]
    assert said[-1].startswith("   30/30 ")


def test_the_gan_terms_are_the_only_difference(data):
    """Before the first update both see the same images and have the same losses."""
    losses = {}
    for method in ("semisupervised_without_gan", "semisupervised_with_gan"):
        torch.manual_seed(0)
        training = make_training(method, data, 6, seed=0)
        training.prepare()
        losses[method] = training.step()
    without, with_gan = (
        {k: torch.as_tensor(v).item() for k, v in each.items()}
        for each in losses.values()
    )
    for name in ("labelled", "consistency", "balance"):
        assert without[name] == with_gan[name]
    assert set(with_gan) - set(without) == {"discriminator", "generator"}


def test_an_exploding_loss_stops_with_a_sentence(data):
    training = make_training("supervised_multiscale", data, 5, seed=0)
    with torch.no_grad():
        training.network.head.weight.fill_(float("nan"))
    with pytest.raises(TrainingDiverged, match=r"step 1: loss is nan\. The learning"):
        run_training(training)


def test_a_checkpoint_knows_its_configuration(data, tmp_path):
    training = train(data, "supervised_multiscale", tmp_path)
    assert load_checkpoint(tmp_path / "training.pt", training.config)["steps_done"] == 6
