"""What a lesson needs besides the science."""
