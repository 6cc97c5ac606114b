import pytest

from msgan_lib.ground.errors import CourseError
from msgan_lib.lesson.profiles import resolve_profile


def test_the_environment_replaces_the_profile(monkeypatch):
    monkeypatch.delenv("MSGAN_PROFILE", raising=False)
    assert resolve_profile("class") == "class"
    monkeypatch.setenv("MSGAN_PROFILE", "smoke")
    assert resolve_profile("full") == "smoke"
    monkeypatch.setenv("MSGAN_PROFILE", "")
    assert resolve_profile("full") == "full"


@pytest.mark.parametrize("variable", ["", "quick"])
def test_an_unknown_profile_is_refused_with_the_list(monkeypatch, variable):
    monkeypatch.setenv("MSGAN_PROFILE", variable)
    profile = "class" if variable else "quick"
    with pytest.raises(CourseError, match="'quick'; choose one of smoke, class, full"):
        resolve_profile(profile)
