"""Profiles: how much a notebook computes (lesson 00)."""

import os

from msgan_lib.ground.errors import CourseError

PROFILES = ("smoke", "class", "full")

# What a notebook may take on 2 cores, the kernel's start included. `full` takes as long
# as it takes: MEASURED_MINUTES says how long.
BUDGET_SECONDS = {"smoke": 30.0, "class": 180.0}

# Minutes on 2 cores, measured. The README shows this table.
MEASURED_MINUTES: dict[str, dict[str, float]] = {
    "00_start_here": {"smoke": 0.1, "class": 0.2},
    "01_scales_of_an_image": {"smoke": 0.2, "class": 0.8},
    "02_multiscale_features": {"smoke": 0.4, "class": 1.2},
    "03_rivals": {"smoke": 0.3, "class": 0.9},
    "14_full_training": {"smoke": 0.4, "class": 2.4, "full": 12},
    "16_when_does_a_gan_help": {"smoke": 0.3, "class": 1.2},
}


def resolve_profile(profile: str) -> str:
    """Return the profile in effect: MSGAN_PROFILE if it is set, else `profile`.

    The variable is for runners that can't hand over parameters (nbval); empty counts as
    unset. Raises CourseError for a name that is not in PROFILES.
    """
    from_environment = os.environ.get("MSGAN_PROFILE")
    return check_profile(from_environment or profile)


def check_profile(profile: str) -> str:
    """Return `profile`; raise CourseError if there is none of that name."""
    if profile not in PROFILES:
        raise CourseError(
            f"There is no profile {profile!r}; choose one of {', '.join(PROFILES)}."
        )
    return profile


def budget_seconds(stem: str, profile: str) -> float | None:
    """Return the seconds that notebook `stem` should need on 2 cores, None if unknown.

    The larger of what the profile grants and of what was measured.
    """
    measured = 60 * MEASURED_MINUTES.get(stem, {}).get(profile, 0.0)
    return max(measured, BUDGET_SECONDS.get(profile, 0.0)) or None
