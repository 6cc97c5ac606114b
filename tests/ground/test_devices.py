import pytest
import torch

from msgan_lib.ground import devices
from msgan_lib.ground.devices import choose_device, device_in_effect, problem_of
from msgan_lib.ground.errors import CourseError


@pytest.fixture(autouse=True)
def nothing_is_chosen(monkeypatch):
    monkeypatch.delenv("MSGAN_DEVICE")
    problem_of.cache_clear()
    devices.a_gpu_computes.cache_clear()
    yield
    problem_of.cache_clear()
    devices.a_gpu_computes.cache_clear()


@pytest.fixture
def gpu_of_another_time(monkeypatch):
    """A GPU that says it is there, and has no kernels."""

    def no_kernel(*_, device, **__):
        raise RuntimeError("CUDA error: no kernel image is available\nfor details see")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", no_kernel)


def test_the_cpu_computes():
    assert problem_of("cpu") is None
    assert choose_device("cpu") == torch.device("cpu")


def test_a_named_device_must_compute(monkeypatch):
    if not torch.cuda.is_available():
        with pytest.raises(CourseError, match=r"'cuda' can't be used: .*Choose cpu"):
            choose_device("cuda")
    monkeypatch.setattr(torch.Tensor, "any", lambda _: True)  # a gradient that is wrong
    with pytest.raises(CourseError, match="'cpu' can't be used: it computes wrongly"):
        choose_device("cpu")


@pytest.mark.parametrize("name", ["gpu", "cuda:", "cuda:x", "cpu:1", "CUDA", "cuda 0"])
def test_a_device_of_another_name_is_refused(monkeypatch, name):
    with pytest.raises(CourseError, match=r"no device .*; choose auto, cpu, cuda, mps"):
        choose_device(name)
    monkeypatch.setenv("MSGAN_DEVICE", name)
    with pytest.raises(CourseError, match=r"\(from MSGAN_DEVICE\)"):
        device_in_effect()


def test_the_environment_chooses_where_nobody_else_does(monkeypatch):
    monkeypatch.setattr(devices, "problem_of", lambda device: None)
    monkeypatch.setenv("MSGAN_DEVICE", "cuda:1")
    assert choose_device() == torch.device("cuda:1")
    assert choose_device("cpu") == torch.device("cpu")
    monkeypatch.setenv("MSGAN_DEVICE", "")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device() == torch.device("cpu")
    devices.a_gpu_computes.cache_clear()
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device() == torch.device("cuda")


def test_a_gpu_that_does_not_compute_is_told_once_and_left(gpu_of_another_time, capsys):
    for _ in range(3):
        assert choose_device() == torch.device("cpu")
    assert capsys.readouterr().out == (
        "The GPU can't be used, so the CPU computes: CUDA error: no kernel image is "
        "available.\n"
    )


def test_without_a_driver_pytorch_is_not_asked(monkeypatch):
    def not_there(name):
        raise OSError

    monkeypatch.setattr(devices.ctypes, "CDLL", not_there)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: pytest.fail("asked"))
    assert device_in_effect() == "cpu"
    devices.a_gpu_computes.cache_clear()
    monkeypatch.setattr(devices.ctypes, "CDLL", lambda name: None)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device_in_effect() == "cpu"


def test_trying_a_device_draws_no_random_number():
    before = torch.get_rng_state()
    problem_of("cpu")
    assert torch.equal(torch.get_rng_state(), before)
