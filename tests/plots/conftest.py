import pytest

from msgan_lib.plots import telling


@pytest.fixture(autouse=True)
def in_one_line(monkeypatch):
    """Have words in one line, where they are easy to compare, whatever their length."""
    monkeypatch.setattr(telling, "wrapped", str)
