import errno
import json
import sys

import pytest

from msgan_lib.ground import devices
from msgan_lib.lesson import self_check
from msgan_tools import doctor


def test_doctor_has_a_line_for_everything(msgan_here, monkeypatch):
    code, out, err = msgan_here("doctor")
    lines = out.splitlines()
    assert all(line.startswith(("[OK] ", "[FAIL] ")) for line in lines)
    failed = [line for line in lines if line.startswith("[FAIL]")]
    assert (code, bool(err)) == ((1, True) if failed else (0, False))
    for word in (
        "Python 3",
        "torch 2",
        "PyTorch computes",
        "data of mnist",
        "draws",
        "kernel python3 starts",
        "can be locked",
        "cores",
    ):
        assert any(word in line for line in lines), word

    installed = self_check.version
    monkeypatch.setattr(
        self_check,
        "version",
        lambda name: "0.1" if name == "torch" else installed(name),
    )
    monkeypatch.setattr(self_check, "OLDEST_PYTHON", (4, 0))
    monkeypatch.setattr(doctor, "FREE_GIGABYTES", 1e9)
    for module, check in ((doctor, "check_kernel"), (self_check, "check_data")):
        # They take their time.
        monkeypatch.setattr(module, check, lambda: [self_check.Check(True, "")])
    code, out, err = msgan_here("doctor")
    assert code == 1
    assert "[FAIL] torch is 0.1; this course needs torch>=" in out
    assert "[FAIL] Python 3." in out
    assert "make room" in out
    assert err.startswith(f"error: {3 + len(failed)} of {len(lines)} checks failed")


def test_doctor_tries_the_device(monkeypatch):
    def problem_of(name):
        return "no kernel image" if name == "cuda" else None

    (check,) = self_check.check_device()
    assert check.ok
    assert check.text.startswith("a step of training works on cpu; ")
    assert len(str(check)) <= 88  # lesson 00 prints it
    # One that is there and too old.
    monkeypatch.setattr(devices, "a_gpu_computes", lambda: False)
    monkeypatch.setattr(devices, "problem_of", problem_of)
    monkeypatch.setattr(self_check, "problem_of", problem_of)
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda *_: "Tesla K80")
    monkeypatch.delenv("MSGAN_DEVICE")
    (check,) = self_check.check_device()
    assert (check.ok, check.text) == (
        True,
        "a step of training works on cpu; the GPU Tesla K80 is not used (no kernel "
        "image)",
    )
    monkeypatch.setenv("MSGAN_DEVICE", "cuda")
    (check,) = self_check.check_device()
    assert not check.ok
    assert "'cuda' can't be used: no kernel image" in check.text


def test_doctor_finds_a_stale_kernel(tmp_path, monkeypatch):
    stale = tmp_path / "kernels" / "python3"
    stale.mkdir(parents=True)
    spec = {"argv": ["/bin/false"], "display_name": "stale", "language": "python"}
    (stale / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    (check,) = doctor.check_kernel()
    assert not check.ok
    assert "python3 (/bin/false) does not start" in check.text
    assert str(stale) in check.text
    # It starts, in this very Python, and finds another msgan_lib there.
    other = tmp_path / "msgan_lib"
    other.mkdir()
    (other / "__init__.py").touch()
    program = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec |= {"argv": [sys.executable, *program], "env": {"PYTHONPATH": str(tmp_path)}}
    (stale / "kernel.json").write_text(json.dumps(spec))
    (check,) = doctor.check_kernel()
    assert not check.ok
    assert f"imports {other / '__init__.py'}; remove its description" in check.text


def test_doctor_tries_locks_and_the_right_to_write(monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def missing(file, operation):
        raise OSError(errno.ENOSYS, "Function not implemented")

    assert all(check.ok for check in doctor.check_disk())
    monkeypatch.setattr(fcntl, "flock", missing)
    written, locked, _ = doctor.check_disk()
    assert (written.ok, locked.ok) == (True, False)
    assert "has no locks" in locked.text
    assert "--output-dir" in locked.text


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("scipy.stats", "statistics could not be checked"),
        ("skimage.feature", "statistics could not be checked"),
        ("matplotlib.figure", "pictures could not be checked"),
        ("jupyter_client.manager", "does not start"),
    ],
)
def test_doctor_tries_what_is_there_and_broken(monkeypatch, name, line):
    monkeypatch.setitem(sys.modules, name, None)
    tried = (
        doctor.check_statistics,
        doctor.check_pictures,
        doctor.check_kernel,
    )
    if name != "jupyter_client.manager":
        tried = tried[:2]
    failed = [check for check in self_check.checked(*tried) if not check.ok]
    assert len(failed) == 1
    assert line in failed[0].text


@pytest.mark.parametrize("package", ["packaging", "psutil", "numpy", "torchvision"])
def test_doctor_says_that_a_package_is_missing(msgan_here, monkeypatch, package):
    monkeypatch.setattr(doctor, "check_kernel", lambda: [])  # it takes its time
    monkeypatch.setitem(sys.modules, package, None)
    for name in list(sys.modules):  # they would not import it again
        if name.startswith(("msgan_lib.data", f"{package}.")):
            monkeypatch.delitem(sys.modules, name)
    code, out, err = msgan_here("doctor")
    failed = [line for line in out.splitlines() if line.startswith("[FAIL]")]
    assert any(package in line and "pip install -e" in line for line in failed)
    assert (code, err.count("\n")) == (1, 1)
