"""`msgan weights`: what is listed, checked and made."""

import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from msgan_lib import PROJECT_ROOT
from msgan_lib.networks.generators import ConvGenerator, Generator
from msgan_lib.networks.judge import Judge
from msgan_lib.weights import load_generator, load_judge, shipped_weights
from msgan_tools import ship_weights
from msgan_tools.ship_weights import make_weights

TO_MAKE = """
coarse_to_fine:
  about: a generator that nobody has made yet
  method: augmented_gan
  num_steps: 7
  seed: 3
  recipe:
    lr: 0.01
"""


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """A copy of the shipped weights, to which others may be added."""
    monkeypatch.setenv("MSGAN_DATA", str(tmp_path))
    return shutil.copytree(PROJECT_ROOT / "data" / "weights", tmp_path / "weights")


@pytest.fixture
def asked(weights):
    with open(weights / "weights.yaml", "a") as file:
        file.write(TO_MAKE)


@pytest.fixture
def trainings(monkeypatch):
    """Networks that were never trained, and what was asked for."""
    calls = []

    def train_method(method, **options):
        del options["report"], options["num_scored"]
        calls.append((method, options))
        kinds = {"augmented_gan": ConvGenerator, "semisupervised_with_gan": Generator}
        return SimpleNamespace(generator_weights=kinds[method]().state_dict())

    def train_judge(seed, report):
        calls.append(("judge", seed))
        return Judge()

    monkeypatch.setattr(ship_weights, "train_method", train_method)
    monkeypatch.setattr(ship_weights, "train_judge", train_judge)
    return calls


def test_what_is_shipped_is_whole(msgan_here):
    code, out, err = msgan_here("weights", "verify")
    assert (code, err) == (0, "")
    assert out.splitlines() == [f"{name} is whole" for name in shipped_weights()]


def test_the_list_names_class_and_size(msgan_here, asked):
    code, out, err = msgan_here("weights", "list")
    assert (code, err) == (0, "")
    first, *_, last = out.splitlines()
    assert first.startswith("judge (Judge, 361 kB): ")
    assert last.startswith("coarse_to_fine (to make): a generator that nobody has mad")


def test_the_judge_is_made_again(msgan_here, weights, trainings):
    before = shipped_weights()
    code, out, err = msgan_here("weights", "make", "judge")
    assert (code, err) == (0, "")
    assert out.endswith(f"judge is in {weights / 'judge.safetensors'}\n")
    assert trainings == [("judge", 0)]
    after = shipped_weights()
    assert after["judge"].sha256 != before["judge"].sha256
    assert after | {"judge": None} == before | {"judge": None}
    assert list(after) == list(before)
    assert isinstance(load_judge(), Judge)


def test_a_generator_is_made_as_its_entry_asks(weights, asked, trainings):
    torch.manual_seed(0)
    made = ConvGenerator().state_dict()
    torch.manual_seed(0)
    make_weights("coarse_to_fine")
    ((method, options),) = trainings
    assert method == "augmented_gan"
    numbers = {"num_steps": 7, "seed": 3, "recipe": {"lr": 0.01}}
    assert options == {**numbers, "device": "cpu"}
    entry = shipped_weights()["coarse_to_fine"]
    assert entry.network == "ConvGenerator"
    assert entry.command == "msgan weights make coarse_to_fine"
    loaded = load_generator("coarse_to_fine").state_dict()
    for key, value in made.items():
        half = value.half().float() if value.is_floating_point() else value
        assert loaded[key].equal(half)
        assert loaded[key].dtype == value.dtype
    # Convolutions take another way, and other bits, where the layout is another.
    convolution = "layers.5.0.weight"
    assert loaded[convolution].stride() == made[convolution].stride()
    assert (weights / "weights.yaml").read_text().startswith("# The trained networks")


@pytest.mark.parametrize(
    ("name", "changes", "sentence"),
    [
        ("coarse", {}, "no shipped network 'coarse' (did you mean 'coarse_to_fine'?)"),
        ("coarse_to_fine", {"method": "augmented_gna"}, "did you mean 'augmented_gan'"),
        ("coarse_to_fine", {"method": "augmented_consistency"},
         "name a method with a generator, and its steps."),
        ("coarse_to_fine", {"num_steps": 0}, "augmented_gan and 0 steps; name a met"),
        ("coarse_to_fine", {"recipe": {"rate": 1}}, "recipe has no field 'rate'"),
    ],
)  # fmt: skip
def test_what_cannot_be_made(
    msgan_here, asked, trainings, monkeypatch, name, changes, sentence
):
    shipped = shipped_weights()
    shipped["coarse_to_fine"] = replace(shipped["coarse_to_fine"], **changes)
    monkeypatch.setattr(ship_weights, "shipped_weights", lambda: shipped)
    code, _, err = msgan_here("weights", "make", name)
    assert (code, trainings) == (1, [])
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_every_fault_is_told_on_a_line_of_its_own(msgan_here, weights, monkeypatch):
    shutil.copy(weights / "judge.safetensors", weights / "stray.safetensors")
    with open(weights / "judge.safetensors", "ab") as file:
        file.write(b"more")
    monkeypatch.setattr(ship_weights, "MOST_BYTES", 1_000)
    code, out, err = msgan_here("weights", "verify")
    assert code == 1
    assert "lesson_14_generator is whole" in out
    spoilt, stray, large = err.splitlines()
    assert "judge.safetensors was cut short or altered" in spoilt
    assert "stray.safetensors is not named in weights.yaml; remove it." in stray
    assert "more than 1,000" in large
