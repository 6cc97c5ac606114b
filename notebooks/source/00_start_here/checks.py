"""The check of lesson 00's exercise."""

import functools

import torch

from msgan_lib.lesson.checks import Case, any_of, exercise, expect_number, expect_truth


@exercise("00_majority_error", points=1)
def check_majority_error(majority_error, stream):
    """The error of always giving the most frequent known label."""
    cases = []
    for known, new in _labels(stream):
        y_known, y_new = torch.tensor(known), torch.tensor(new)
        result = expect_number(majority_error(y_known, y_new))
        told = f"For {len(known)} known and {len(new)} new labels"
        if len(known) <= 8:
            told = f"For the known labels {known} and the new ones {new}"
        truth = _error(y_new, _top(y_known))
        mistakes = functools.partial(_mistakes, y_known, y_new, truth)
        cases.append(Case(told, result, truth, mistakes))
    expect_truth(cases, atol=1e-3)


def _labels(stream):
    """Yield known and new labels in which each label is the most frequent one once.

    Short ones come first, to be shown: the top label is neither the first nor the
    largest nor in the middle, and not half of all; none or all of the new ones have it.
    """
    for top in (0, 9, *torch.randperm(10, generator=stream)[:3].tolist()):
        others = [label for label in range(10) if label != top]
        order = torch.randperm(9, generator=stream).tolist()
        a, b, c, d, _, *absent = (others[i] for i in order)
        known = [a, top, b, top, c, d]
        yield known, [a, top, a, a, *absent[:3]]
        yield known, [a, b]
        yield known, [top, top, top]
        yield [top], [*range(10), top]
    yield [2, 3, 3, 4], [3, 5, 3, 0, 1]  # neither the smallest label nor all of them
    for first, last in ((2, 5), (5, 2)):  # one more or less of either decides
        yield [first, first, last, last, last], [first, last, last]
        yield [first, first, first, last, last], [first, last, last]
        yield [first, last, last], [first, first, last]
        yield [first, first, last], [first, last, last]
        yield [first] * 251 + [last] * 252, [first, last, last]
    # More than a byte counts, and not as at first; so many as the lesson has.
    yield [6] * 200 + [3] * 600, [6] * 1_500 + [3] * 6_000 + [6] * 1_500
    for top in torch.randperm(10, generator=stream).tolist():
        sizes = torch.randint(8, 14, (2,), generator=stream).tolist()
        known = torch.randint(0, 10, (10 * sizes[0],), generator=stream)
        new = torch.randint(0, 10, (10 * sizes[1] + 3,), generator=stream)
        counts = torch.bincount(known[known != top], minlength=10)
        ahead = torch.full((int(counts.max()) + 1,), top)  # one more than any other
        known = torch.cat([known[known != top], ahead])
        yield known[torch.randperm(len(known), generator=stream)].tolist(), new.tolist()


def _mistakes(y_known, y_new, truth):
    """Return what known mistakes give, by what there is to say about them."""
    counts = torch.bincount(y_known, minlength=10)
    wrong = truth * len(y_new) / 100
    return {
        "You return how often it is right; the error is how often it is wrong.": (
            100 - truth
        ),
        "You return a share from 0 to 1, but the error is wanted in percent.": (
            truth / 100
        ),
        "You return the share of right answers, from 0 to 1; the error is the share "
        "of wrong ones, in percent.": 1 - truth / 100,
        "You return how many answers are wrong, not their share.": wrong,
        "You return how many answers are right. How many percent are wrong?": (
            len(y_new) - wrong
        ),
        "You divide by the number of known labels. The answers are those to the new "
        "images: divide by their number.": 100 * wrong / len(y_known),
        "You choose the most frequent label of `y_new`. A classifier has to choose "
        "among the labels it knows, those in `y_known`.": any_of(
            *(_error(y_new, label) for label in _tops(y_new))
        ),
        "You count the error on `y_known`, but it is wanted on `y_new`.": (
            _error(y_known, _top(y_known))
        ),
        "You always answer 1. That was right for the whole of MNIST; here the most "
        "frequent label in `y_known` has to be found.": _error(y_new, 1),
        "You take the largest label. The most frequent one is wanted: the *place* of "
        "the largest number among the counts.": _error(y_new, y_known.max()),
        "You compare with how *often* the most frequent label occurs, not with the "
        "label itself: `argmax` in place of `max`.": _error(y_new, counts.max()),
        "You take the first known label, not the most frequent one.": (
            _error(y_new, y_known[0])
        ),
        "You take the last known label, not the most frequent one.": (
            _error(y_new, y_known[-1])
        ),
        "You take the label in the middle, the median. The most frequent one is the "
        "mode.": _error(y_new, y_known.median()),
        "You take the mean of the labels. They are names, not quantities: which one "
        "is the most frequent?": any_of(
            _error(y_new, y_known.double().mean().round()),
            _error(y_new, y_known.double().mean().long()),
        ),
        "Your label is one beside the most frequent one. Counts begin with that of "
        "label 0.": any_of(
            _error(y_new, _top(y_known) + 1), _error(y_new, _top(y_known) - 1)
        ),
        "Label 0 is a label too: yours is never the most frequent one.": (
            _error(y_new, 1 + counts[1:].argmax())
        ),
        "Label 9 is a label too: yours is never the most frequent one.": (
            _error(y_new, counts[:9].argmax())
        ),
        "Return the percent as they are, not rounded.": any_of(
            round(truth), int(truth), round(truth, 1)
        ),
    }


def _top(y):
    return torch.bincount(y).argmax()


def _tops(y):
    """Return the most frequent label; of several the smallest, largest, and first."""
    counts = torch.bincount(y)
    tops = (counts == counts.max()).nonzero().flatten().tolist()
    return tops[0], tops[-1], next(label for label in y.tolist() if label in tops)


def _error(y, label):
    return 100 * (y != label).double().mean().item()
