"""The pictures of the course. Each function draws one figure and says it in words.

Returned words are for readers who cannot see the figure, and for batch runs; they are
the picture's alt text, and a lesson prints them below it. Lines differ in style and
markers, not in colour alone.
"""

from msgan_lib.plots.comparisons import show_differences, show_errors_and_seconds
from msgan_lib.plots.curves import (
    show_confusion,
    show_draws,
    show_error_curves,
    show_errors,
    show_history,
)
from msgan_lib.plots.diagrams import show_network
from msgan_lib.plots.discriminators import (
    show_answers,
    show_greys,
    show_recognised,
    show_recognised_by_greys,
)
from msgan_lib.plots.exhibits import show_exhibit
from msgan_lib.plots.features import show_footprints, show_maps, show_plane
from msgan_lib.plots.game import show_game
from msgan_lib.plots.games import (
    show_lines,
    show_losses_and_quality,
    show_quality_by_seconds,
    show_rates,
)
from msgan_lib.plots.generated import show_path_point, show_spectra, show_spreads
from msgan_lib.plots.gradient_flow import show_gradient_flow
from msgan_lib.plots.images import (
    show_classified,
    show_images,
    show_pyramid,
    show_real_and_fake,
    show_rows,
    show_sheet,
)
from msgan_lib.plots.latent import show_decoded_plane, show_decoded_point
from msgan_lib.plots.levels import show_level_gradients, show_levels_game
from msgan_lib.plots.measures import (
    show_against,
    show_measures,
    show_neighbourhoods,
    show_spoilt,
)
from msgan_lib.plots.scales import show_changed_levels, show_class_errors, show_level
from msgan_lib.plots.small_games import (
    show_dirac_game,
    show_gradients_by_logit,
    show_moment,
    show_moments,
    show_points,
    show_radii,
    show_verdicts,
)

__all__ = [
    "show_against",
    "show_answers",
    "show_changed_levels",
    "show_class_errors",
    "show_classified",
    "show_confusion",
    "show_decoded_plane",
    "show_decoded_point",
    "show_differences",
    "show_dirac_game",
    "show_draws",
    "show_error_curves",
    "show_errors",
    "show_errors_and_seconds",
    "show_exhibit",
    "show_footprints",
    "show_game",
    "show_gradient_flow",
    "show_gradients_by_logit",
    "show_greys",
    "show_history",
    "show_images",
    "show_level",
    "show_level_gradients",
    "show_levels_game",
    "show_lines",
    "show_losses_and_quality",
    "show_maps",
    "show_measures",
    "show_moment",
    "show_moments",
    "show_neighbourhoods",
    "show_network",
    "show_path_point",
    "show_plane",
    "show_points",
    "show_pyramid",
    "show_quality_by_seconds",
    "show_radii",
    "show_rates",
    "show_real_and_fake",
    "show_recognised",
    "show_recognised_by_greys",
    "show_rows",
    "show_sheet",
    "show_spectra",
    "show_spoilt",
    "show_spreads",
    "show_verdicts",
]
