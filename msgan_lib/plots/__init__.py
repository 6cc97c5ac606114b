"""The pictures of the course. Each function draws one figure and says it in words.

Returned words are for readers who cannot see the figure, and for batch runs; a lesson
prints them below it. Lines differ in style and markers, not in colour alone.
"""

from msgan_lib.plots.curves import (
    show_confusion,
    show_draws,
    show_errors,
    show_history,
    show_losses,
)
from msgan_lib.plots.images import (
    show_classified,
    show_images,
    show_pyramid,
    show_real_and_fake,
)

__all__ = [
    "show_classified",
    "show_confusion",
    "show_draws",
    "show_errors",
    "show_history",
    "show_images",
    "show_losses",
    "show_pyramid",
    "show_real_and_fake",
]
