"""The checks of the exercises, a module for each lesson: `lesson_01` and so on."""
