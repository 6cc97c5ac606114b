import torch

from msgan_lib.lesson.versions import versions


def test_versions_say_on_what_the_bits_depend():
    told = versions()
    assert {"python", "torch", "torchvision", "numpy", "msgan_lib"} < set(told)
    assert "unknown" not in told.values()
    assert told["processor"]
    assert told["device"] == "cpu"
    assert told["instructions"] == torch.backends.cpu.get_cpu_capability()
