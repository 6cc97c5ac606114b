"""What a run may use, what it should need on 2 cores, and what it was seen to need."""

from dataclasses import dataclass

import yaml

from msgan_lib import PROJECT_ROOT
from msgan_lib.ground.errors import CourseError

SOURCES = PROJECT_ROOT / "notebooks" / "source"
# Seconds, the kernel's start included. `full` takes as long as it takes: the measured
# minutes say how long.
BUDGET_SECONDS = {"smoke": 12.0, "class": 180.0}


@dataclass(frozen=True)
class Limits:
    """What one run may use; None for no limit."""

    minutes: float | None = None
    gigabytes: float | None = None


DEFAULT_LIMITS = Limits()


def measured_minutes(stem: str) -> dict[str, float]:
    """Return {profile: minutes on 2 cores} from the head of a lesson's source.

    Empty where notebook `stem` has no source or nobody measured it. Raises CourseError
    for a head that can't be read.
    """
    path = SOURCES / stem / "lesson.py"
    if not path.is_file():
        return {}
    opening, *lines = path.read_text(encoding="utf-8").splitlines()
    if opening != "# ---":
        return {}
    try:
        head = "\n".join(line[2:] for line in lines[: lines.index(opening)])
        minutes = yaml.safe_load(head)["jupyter"]["minutes"]
        return {profile: float(number) for profile, number in minutes.items()}
    except (yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError):
        raise CourseError(
            f"The head of {path} must say the measured minutes, as in "
            "`minutes: {smoke: 0.1, class: 0.2}` below `jupyter:`."
        ) from None


def budget_seconds(stem: str, profile: str) -> float | None:
    """Return the seconds that notebook `stem` should need on 2 cores, None if unknown.

    The larger of what the profile grants and of what was measured.
    """
    measured = 60 * measured_minutes(stem).get(profile, 0.0)
    return max(measured, BUDGET_SECONDS.get(profile, 0.0)) or None
