"""The checks of the exercises, a module for each lesson: `lesson_01`, `lesson_02`."""
