"""The checks of lesson 02's exercises."""

from msgan_lib.course.exercises.lesson_02 import (
    fuse_bottom_up,
    pixels_seen,
    variance_kept,
)

__all__ = ["fuse_bottom_up", "pixels_seen", "variance_kept"]
