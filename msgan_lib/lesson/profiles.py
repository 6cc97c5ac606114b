"""Profiles: how much a notebook computes (lesson 00)."""

import os

from msgan_lib.ground.errors import CourseError

PROFILES = ("smoke", "class", "full")


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
