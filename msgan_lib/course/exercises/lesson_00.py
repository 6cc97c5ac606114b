"""The check of lesson 00's exercise."""

import torch

from msgan_lib.course.checks import exercise, expect, expect_number


@exercise("00_majority_error", points=1)
def check_majority_error(majority_error, stream):
    """The error of always giving the most frequent known label."""
    for _ in range(3):
        y_known, y_new, top, top_new = _labels(stream)
        found = expect_number(majority_error(y_known, y_new))
        truth = _error(y_new, top)
        expect(
            not _near(found, 100 - truth) or _near(truth, 50),
            "You return how often it is right; the error is how often it is wrong.",
        )
        expect(
            not _near(found, truth / 100),
            "You return a share from 0 to 1, but the error is wanted in percent.",
        )
        expect(
            not _near(found, truth * len(y_new) / 100),
            "You return how many answers are wrong, not their share.",
        )
        expect(
            not _near(found, _error(y_new, top_new)),
            "You choose the most frequent label of `y_new`. A classifier has to choose "
            "among the labels it knows, those in `y_known`.",
        )
        expect(
            not _near(found, _error(y_known, top)),
            "You count the error on `y_known`, but it is wanted on `y_new`.",
        )
        expect(
            _near(found, truth),
            f"For {len(y_known)} known labels, of which {top} is the most frequent, "
            f"and {len(y_new)} new ones you return {found:.4g}, not {truth:.4g}.",
        )


def _labels(stream):
    """Return known and new labels, and the most frequent one of each: never the same.

    The largest count is of a label at random, so that no label can be guessed.
    """
    both, tops = [], []
    order = torch.randperm(10, generator=stream)
    for size, top in ((60, order[0]), (90, order[1])):
        y = torch.randint(0, 10, (size,), generator=stream)
        y[: size // 3] = top  # no other label comes near so many
        both.append(y[torch.randperm(size, generator=stream)])
        tops.append(int(top))
    return *both, *tops


def _error(y, label):
    return 100 * (y != label).double().mean().item()


def _near(a, b):
    return abs(a - b) < 1e-3
