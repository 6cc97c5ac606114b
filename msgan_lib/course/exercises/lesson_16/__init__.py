"""The checks of lesson 16's exercises."""

from msgan_lib.course.exercises.lesson_16 import equal_seconds, paired_effect, sign_test

__all__ = ["equal_seconds", "paired_effect", "sign_test"]
