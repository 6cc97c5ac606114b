import subprocess
import sys

import torch

from msgan_lib.ground.seeding import named_generator, named_seed, seed_everything


def draw(name, n=4):
    return torch.rand(n, generator=named_generator(0, name))


def test_a_name_repeats_and_names_differ():
    assert torch.equal(draw("labels"), draw("labels"))
    assert not torch.equal(draw("labels"), draw("noise"))
    assert named_seed(0, "labels") != named_seed(1, "labels")


def test_a_named_seed_is_the_same_in_another_process():
    code = (
        "from msgan_lib.ground.seeding import named_seed; print(named_seed(3, 'noise'))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert int(out.stdout) == named_seed(3, "noise")


def test_seed_everything_repeats_and_fixes_the_threads():
    seed_everything(5)
    first = torch.rand(3)
    seed_everything(5)
    assert torch.equal(first, torch.rand(3))
    assert torch.get_num_threads() == 1
