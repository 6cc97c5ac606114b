"""The checks of lesson 03's exercises."""

from msgan_lib.course.exercises.lesson_03 import bands, divergence, draw_codes

__all__ = ["bands", "divergence", "draw_codes"]
