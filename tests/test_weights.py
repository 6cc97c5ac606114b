"""The weights that the course ships: all of them, and what is told of spoilt ones."""

import shutil

import pytest
import torch

from msgan_lib import PROJECT_ROOT
from msgan_lib.data import load_images
from msgan_lib.few_labels import to_tensor
from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_generator
from msgan_lib.measure import evaluate
from msgan_lib.weights import (
    load_generator,
    load_judge,
    load_weights,
    shipped_weights,
)

SHIPPED = PROJECT_ROOT / "data" / "weights"
GENERATORS = [name for name in shipped_weights() if name != "judge"]


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """A copy of the shipped weights, free to be damaged."""
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    return shutil.copytree(SHIPPED, tmp_path / "weights")


def test_the_judge_reads_digits_that_it_never_saw():
    images, labels = load_images("mnist", "train")
    x, y = to_tensor(images[-1_000:]), torch.from_numpy(labels[-1_000:])
    judge = load_judge()
    assert not judge.training
    assert evaluate(judge, x, y).error_percent < 2


@pytest.mark.parametrize("name", GENERATORS)
def test_a_generator_makes_images(name):
    generator = load_generator(name)
    z = generator.sample_noise(20, named_generator(0, "noise"))
    x = generator(z)
    assert x.shape == (20, 1, 28, 28)
    assert 0 <= x.min() < 0.1
    assert 0.9 < x.max() <= 1
    assert generator(z[:3]).allclose(x[:3], atol=1e-5), "in evaluation mode"


def test_every_set_of_weights_says_where_it_is_from():
    shipped = shipped_weights()
    assert {path.stem for path in SHIPPED.glob("*.safetensors")} == set(shipped)
    for name, each in shipped.items():
        assert each.command == f"msgan weights make {name}"
        assert "CC BY-SA 3.0" in each.licence
        assert "MNIST" in each.licence
        assert len(each.revision) == 40, "a commit, of which nothing was changed"
        assert (each.num_steps > 0) == bool(each.method)
        tensors = load_weights(name).values()
        assert all(tensor.isfinite().all() for tensor in tensors)
        assert {tensor.dtype for tensor in tensors} == {torch.float32, torch.int64}


def test_all_weights_have_at_most_10_megabytes():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 10_000_000


def test_loading_draws_no_random_number():
    torch.manual_seed(0)
    before = torch.get_rng_state()
    load_judge()
    assert torch.get_rng_state().equal(before)


def test_data_elsewhere_may_do_without_weights(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    assert load_weights("judge").keys() == load_judge().state_dict().keys()


def damage(change):
    """Return what changes the bytes of the judge's file."""

    def act(weights):
        path = weights / "judge.safetensors"
        path.write_bytes(change(path.read_bytes()))

    return act


def in_manifest(old, new):
    def act(weights):
        path = weights / "weights.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return act


def a_folder_in_its_place(weights):
    (weights / "judge.safetensors").unlink()
    (weights / "judge.safetensors").mkdir()


MAKE = "or make it again with `msgan weights make judge`"


@pytest.mark.parametrize(
    ("act", "parts"),
    [
        (lambda weights: (weights / "judge.safetensors").unlink(),
         ["judge.safetensors is missing; bring it back with `git checkout", MAKE]),
        (a_folder_in_its_place, ["judge.safetensors (Is a directory); bring", MAKE]),
        (damage(lambda content: content[:-1]), ["cut short or altered (its", MAKE]),
        (damage(lambda content: b""), ["cut short or altered", MAKE]),
        (damage(lambda content: content[:-9] + bytes(9)), ["altered", MAKE]),
        (in_manifest("network: Judge", "network: ConvGenerator"),
         ["The weights judge do not fit the network ConvGenerator, which has", MAKE]),
        (in_manifest("network: Judge", "network: Jury"),
         ["says that judge is a 'Jury', which is no network of the course", MAKE]),
        (in_manifest("network: Judge", "network: nn"), ["'nn', which is no net", MAKE]),
        (lambda weights: (weights / "weights.yaml").unlink(),
         ["weights.yaml is missing; bring it back with `git checkout -- data/weigh"]),
        (in_manifest("network: Judge", "netwrok: Judge"),
         ["field judge.netwrok: There is no field 'netwrok' (did you mean 'network'?"]),
        (in_manifest("seed: 0", "seed: one"), ["field judge.seed: must be of type"]),
        (in_manifest("  about:", "  licence: none\n  about:"), ["given twice"]),
        (in_manifest("judge:\n  about: ", "judge:\n  method: "),
         ["the field `about` is missing"]),
    ],
)  # fmt: skip
def test_spoilt_weights_are_told_in_one_sentence(weights, act, parts):
    act(weights)
    with pytest.raises(CourseError) as error:
        load_judge()
    sentence = str(error.value)
    assert all(part in sentence for part in parts)
    assert len(sentence.splitlines()) == 1


def test_unknown_names():
    with pytest.raises(CourseError, match=r"'jugde' \(did you mean 'judge'\?\); there"):
        load_weights("jugde")
    with pytest.raises(CourseError, match="no shipped network 'game'"):
        load_generator("game")
    with pytest.raises(CourseError, match=r"no generator; load it with load_judge\(\)"):
        load_generator("judge")
