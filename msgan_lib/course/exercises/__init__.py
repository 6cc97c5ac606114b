"""The checks of the exercises, a module or package a lesson: `lesson_01` and so on."""
