"""What lesson 00 says about its results."""

from msgan_tools.authoring.claims import Claim

NEIGHBOUR = "nearest_neighbour_{}/development_error_percent"
SIDES = (28, 14, 7, 4)


def _best(m):
    return min(m[NEIGHBOUR.format(side)] for side in SIDES)


def _full_size_lacks(m):
    """Return by how many points the full image is worse than the best scale."""
    return m[NEIGHBOUR.format(28)] - _best(m)


def _draws_over_images(m):
    return (
        m["nearest_neighbour_draws/sd_points"] / m["nearest_neighbour_images/sd_points"]
    )


CLAIMS = [
    Claim(
        prose="is right in a little over a tenth of the cases",
        value=lambda m: 100 - m["always_one/test_error_percent"],
        at_least=10.5,
        at_most=12,
    ),
    Claim(  # guessing is wrong in 90 % of the cases
        prose="It is far better than guessing",
        value=_best,
        at_most=45,
    ),
    Claim(
        prose="the full image is not the best scale for it here",
        value=_full_size_lacks,
        at_least=1,
    ),
    Claim(
        prose="The first is the larger one",
        value=_draws_over_images,
        at_least=2,
    ),
    Claim(
        prose="even the simplest classifier can work better at a coarser scale",
        value=_full_size_lacks,
        at_least=1,
    ),
    Claim(
        prose="Which images are labelled matters more",
        value=_draws_over_images,
        at_least=2,
    ),
]
GIVEN = ("95 % confidence interval",)  # the interval's definition
