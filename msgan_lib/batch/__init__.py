"""Notebooks run in bulk, with other parameters, and their results."""
