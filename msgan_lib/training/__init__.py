"""Trainings: one loop, and what one step of each kind does."""
