"""From a lesson's room to its notebooks, claims and tables."""
