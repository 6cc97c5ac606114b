"""The methods that stand for all: the first with each training and networks."""

from msgan_lib.training.methods import (
    AUTOENCODERS,
    CHANGES,
    METHODS,
    SEMISUPERVISED_NETWORKS,
    SUPERVISED_NETWORKS,
)

NETWORKS = SUPERVISED_NETWORKS | AUTOENCODERS | SEMISUPERVISED_NETWORKS


def kind(method):
    """Return what a method does; sizes and rates aside."""
    matched = CHANGES.get(method, {}).get("matched_levels")
    return NETWORKS.get(method, method), matched


ONE_OF_EACH_KIND = list({kind(method): method for method in reversed(METHODS)}.values())
