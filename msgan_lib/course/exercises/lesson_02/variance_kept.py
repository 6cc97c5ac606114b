"""Variance kept: what the first principal axes hold of all features."""

import functools

import torch

from msgan_lib.course.checks import (
    Case,
    agree,
    any_of,
    exercise,
    expect,
    expect_tensor,
    expect_truth,
)
from msgan_lib.course.expectations import shown


@exercise("02_variance_kept", points=2)
def check_variance_kept(variance_kept, stream):
    """The share of the variance that the first axes keep."""
    forms = [(3, 2), (60, 4), (9, 7), (200, 12), (31, 30)]
    cases = [_share_case(variance_kept, *form, stream) for form in forms]
    _expect_mistakes_of_other_shapes(cases)
    for case in cases:
        expect_tensor(case.found, tuple(case.truth.shape), f"{case.told} the result")
    expect_truth(cases, atol=1e-4)
    # A feature that never changes: nothing can be divided by its deviation.
    constant = _share_case(variance_kept, 50, 6, stream, constant=True)
    alone = _share_case(variance_kept, 20, 1, stream)
    for case, dims in ((constant, 6), (alone, 1)):
        expect_tensor(case.found, (dims,), f"{case.told} the result")
        expect_truth([case], atol=1e-4)


def _share_case(variance_kept, n, dims, stream, constant=False):
    spread = torch.linspace(3, 0.5, dims)
    turn = torch.linalg.qr(torch.randn(dims, dims, generator=stream)).Q
    features = torch.randn(n, dims, generator=stream) * spread @ turn
    features = features + 2 * torch.randn(dims, generator=stream)
    told = f"For {n} images with {dims} features"
    if constant:
        features[:, 3] = 1.5
        told = f"{told}, of which one never changes,"
    if n == 60:
        features[:20] = features[20:40]  # images may be alike
    if n == 3:
        features = features.round()
        features[0], features[1, 0] = features[0] + 9, features[1, 0] - 6
        told = f"For the features {shown(features)}"
    found = variance_kept(features)
    expect_tensor(found, what=f"{told} the result")
    truth = _kept(features - features.mean(dim=0))
    return Case(told, found, truth, functools.partial(_wrong_shares, features))


def _kept(x):
    """Return the shares that the first axes of x keep, the mean left in."""
    squares = torch.linalg.svdvals(x).square()
    return squares.cumsum(dim=0) / squares.sum()


def _wrong_shares(features):
    """Return what known mistakes give, by what there is to say about them."""
    n, dims = features.shape
    mean = features.mean(dim=0)
    singular = torch.linalg.svdvals(features - mean)
    variance = singular.square()
    shares, kept = variance / variance.sum(), variance.cumsum(dim=0) / variance.sum()
    columns = features.var(dim=0)
    of_columns = columns.sort(descending=True).values.cumsum(dim=0) / columns.sum()
    deviation = features.std(dim=0)
    return {
        "The mean is still in the features. Variance is about the mean: subtract "
        "it from every image first.": _kept(features),
        "You subtract the mean of each image. Subtract the mean *image*: one mean "
        "for each column.": _kept(features - features.mean(dim=1, keepdim=True)),
        "You subtract one number, the mean of all numbers. Each column has a mean of "
        "its own.": _kept(features - features.mean()),
        "You divide the columns by their standard deviation. The axes would be others "
        "then; subtract the mean and no more.": (
            _kept((features - mean) / deviation) if deviation.all() else None
        ),
        "You take the median for the mean.": (
            _kept(features - features.median(dim=0).values)
        ),
        "You add up the singular values. The variance along an axis goes with the "
        "square of its singular value.": singular.cumsum(dim=0) / singular.sum(),
        "You square twice: `eigvalsh` of the covariance and the squares of singular "
        "values are variances already.": (
            variance.square().cumsum(dim=0) / variance.square().sum()
        ),
        "You take the root of the shares, or square them, after they were added up.": (
            any_of(kept.sqrt(), kept.square())
        ),
        "These are the shares of the single axes. Add them up: what do the first "
        "k axes keep together?": shares,
        "These are the shares of the single axes, the weakest first. Add them up, the "
        "strongest first.": shares.flip(0),
        "Shares from 0 to 1 are wanted, not percent.": 100 * kept,
        "You return sums of variances; divide by the whole variance.": any_of(
            variance.cumsum(dim=0) / (n - 1), variance.cumsum(dim=0) / n
        ),
        "You return sums of squares; divide by the sum of them all.": (
            variance.cumsum(dim=0)
        ),
        "You divide by the largest one; divide by the sum of them all.": (
            variance.cumsum(dim=0) / variance[0]
        ),
        "You divide by the number of axes; divide by the sum of all variances.": (
            variance.cumsum(dim=0) / dims
        ),
        "You begin with the weakest axis; the strongest comes first.": (
            variance.flip(0).cumsum(dim=0) / variance.sum()
        ),
        "The order is turned round: at place 0 stands the share of the first axis "
        "alone, at the end that of all.": kept.flip(0),
        "This is what is lost; what is kept is wanted.": 1 - kept,
        "This is what is kept by the axes before; place k - 1 counts the k-th axis "
        "too.": kept - shares,
        "You take the variances of the columns. Axes of a PCA lie across the columns: "
        "the singular values tell their variances.": any_of(
            of_columns, columns.cumsum(dim=0) / columns.sum()
        ),
        "Your shares are rounded. Keep their digits.": any_of(
            *((kept * 10**k).round() / 10**k for k in (1, 2, 3))
        ),
    }


def _expect_mistakes_of_other_shapes(cases):
    """Raise Wrong for results that are right but for an entry, or for their form."""
    fits = {
        "The result begins with a 0 for no axis. At place 0 the share of the first "
        "axis is wanted.": lambda truth: torch.cat([torch.zeros(1), truth]),
        "The last share is missing, the one of all axes together.": (
            lambda truth: truth[:-1]
        ),
        "The result has an axis too many: (dims,) is its shape.": (
            lambda truth: truth[None]
        ),
        "Return the shares for every number of axes, not one alone.": (
            lambda truth: truth[0]
        ),
    }
    for message, made in fits.items():
        alike = [agree(x.found, made(x.truth), atol=1e-4) for x in cases]
        expect(not all(alike), message)
