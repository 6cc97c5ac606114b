import subprocess
import sys

import torch

from msgan_lib.lesson.versions import versions


def test_versions_say_on_what_the_bits_depend():
    told = versions()
    assert {"python", "torch", "torchvision", "numpy", "msgan_lib"} < set(told)
    assert "unknown" not in told.values()
    assert told["processor"]
    assert told["device"] == "cpu"
    assert told["instructions"] == torch.backends.cpu.get_cpu_capability()


def test_a_run_that_computes_nothing_need_not_load_pytorch():
    code = (
        "import sys\n"
        "import msgan_lib.lesson.run\n"
        "from msgan_lib.lesson.versions import versions\n"
        "assert 'instructions' not in versions()\n"
        "assert not {'torch', 'matplotlib', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
