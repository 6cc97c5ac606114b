"""The networks of the course."""
