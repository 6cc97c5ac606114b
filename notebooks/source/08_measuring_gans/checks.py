"""The checks of lesson 08's exercises."""

import numpy as np
import torch
from torch import nn

from msgan_lib.lesson.checks import (
    Wrong,
    any_of,
    exercise,
    expect,
    expect_number,
)
from msgan_lib.lesson.expect import expect_right, expect_tensor, shown
from msgan_lib.neighbourhoods import coverage

# Coverage, from features.


@exercise("08_covered_share", points=2)
def check_covered_share(covered_share, stream):
    """Clouds that overlap in part; ties, points that are the same, edges."""
    inputs = [
        (torch.tensor([[0.0], [1.0], [3.0], [7.0]]), torch.tensor([[1.5]]), 1),
        # On edges: a grid of whole numbers.
        (_grid(7), _grid(3) + 1, 1),
        (_grid(5), _grid(5) + 2, 2),
        (torch.tensor([[0.0], [0.0], [4.0], [9.0]]), torch.tensor([[0.0], [5.0]]), 1),
    ]
    for n, m, k, d in ((40, 60, 3, 2), (60, 25, 5, 3), (30, 30, 1, 2), (12, 50, 11, 4)):
        real = torch.randn(n, d, generator=stream)
        apart = torch.rand(1, generator=stream) + 0.5
        inputs.append((real, 0.7 * torch.randn(m, d, generator=stream) + apart, k))
    for number in (5, 7):  # the same in numbers of twice the precision
        real, fake, k = inputs[number]
        inputs.append((real.double(), fake.double(), k))
    expect_right(
        covered_share,
        inputs,
        coverage,
        _MISTAKES_OF_COVERAGE,
        read=lambda result, *given: expect_number(result),
        told=lambda real, fake, k: (
            f"For {len(real)} real and {len(fake)} generated points and k = {k}"
        ),
    )


def _grid(n):
    return torch.arange(float(n))[:, None]


def _edges(points, k):
    return torch.cdist(points, points).kthvalue(k + 1, dim=1).values


def _nearest(real, fake):
    return torch.cdist(real, fake).amin(dim=1)


def _share(inside):
    return inside.double().mean().item()


def _edge_beyond_0(real, k):
    apart = torch.cdist(real, real)
    return apart.masked_fill(apart == 0, torch.inf).kthvalue(k, dim=1).values


_MISTAKES_OF_COVERAGE = {
    # Both give the same: what lies before the k-th of all does so with k - 1 real ones.
    "Your neighbourhoods end one real point too early. Either you count a real point "
    "as its own nearest one, which is the 0 in a row of distances, or you count "
    "generated points as neighbours too.": (
        lambda real, fake, k: _share(
            _nearest(real, fake) < torch.cdist(real, real).kthvalue(k, dim=1).values
        )
    ),
    "Your neighbourhoods reach one point too far: to the (k + 1)-th nearest other "
    "one.": lambda real, fake, k: _share(
        _nearest(real, fake) < _edges(real, min(k + 1, len(real) - 1))
    ),
    "Two real points may be the same: leave out each point itself, and not every "
    "distance of 0.": lambda real, fake, k: _share(
        _nearest(real, fake) < _edge_beyond_0(real, k)
    ),
    "Your neighbourhoods reach to the nearest real point, whatever k is.": (
        lambda real, fake, k: _share(_nearest(real, fake) < _edges(real, 1))
    ),
    "You compare squared distances with distances that are not squared.": (
        lambda real, fake, k: _share(_nearest(real, fake) ** 2 < _edges(real, k))
    ),
    "Each *row* of the table from real to fake has a size of its own, and you compare "
    "along the columns: `edge[:, None]` stands it upright.": lambda real, fake, k: (
        _share((torch.cdist(real, fake) < _edges(real, k)).any(dim=1))
    ),
    "The roles are exchanged: that is the share of *generated* points whose "
    "neighbourhood holds a real one.": lambda real, fake, k: _share(
        _nearest(fake, real) < _edges(fake, min(k, len(fake) - 1))
    ),
    "That is precision: the share of *generated* points in some neighbourhood. "
    "Coverage counts the real points.": lambda real, fake, k: _share(
        (torch.cdist(real, fake) < _edges(real, k)[:, None]).any(dim=0)
    ),
    "That is recall: neighbourhoods of generated points. Those of the real ones are "
    "asked for.": lambda real, fake, k: _share(
        (torch.cdist(real, fake) < _edges(fake, min(k, len(fake) - 1))).any(dim=1)
    ),
    "That is density, in how many neighbourhoods a generated point lies. Coverage asks "
    "of each neighbourhood whether it holds one.": lambda real, fake, k: (
        (torch.cdist(real, fake) < _edges(real, k)[:, None]).double().sum().item()
        / (k * len(fake))
    ),
    "You ask for a whole neighbourhood full of generated points; one is enough.": (
        lambda real, fake, k: _share(
            (torch.cdist(real, fake) < _edges(real, k)[:, None]).all(dim=1)
        )
    ),
    "You take the mean over all pairs of points. Ask each real point first whether "
    "*any* generated one lies in its neighbourhood.": lambda real, fake, k: _share(
        torch.cdist(real, fake) < _edges(real, k)[:, None]
    ),
    "A point exactly on the edge is outside: `<`, not `<=`.": lambda real, fake, k: (
        _share(_nearest(real, fake) <= _edges(real, k))
    ),
    "That is the share of real points that are *not* covered.": lambda real, fake, k: (
        1 - coverage(real, fake, k)
    ),
    "The share is to be from 0 to 1, not in percent.": lambda real, fake, k: (
        100 * coverage(real, fake, k)
    ),
    "That is how many real points are covered; which share of them is it?": (
        lambda real, fake, k: len(real) * coverage(real, fake, k)
    ),
    "You divide by the number of generated points; it is a share of the real ones.": (
        lambda real, fake, k: len(real) * coverage(real, fake, k) / len(fake)
    ),
    "Neighbourhoods differ in size: each reaches to its own k-th nearest point, and "
    "you give all of them the mean size.": lambda real, fake, k: _share(
        _nearest(real, fake) < _edges(real, k).mean()
    ),
    "The k-th nearest distance is compared with the k-th nearest generated point; the "
    "nearest one is enough.": lambda real, fake, k: _share(
        torch.cdist(real, fake).kthvalue(min(k, len(fake)), dim=1).values
        < _edges(real, k)
    ),
    "Distances are Euclidean: the root of the sum of squares. Yours are sums of "
    "absolute differences.": lambda real, fake, k: _share(
        torch.cdist(real, fake, p=1).amin(dim=1)
        < torch.cdist(real, real, p=1).kthvalue(k + 1, dim=1).values
    ),
}


# A coverage that is expected, from shares.


@exercise("08_predict_coverage", points=2)
def check_predict_coverage(predict_coverage, stream):
    """Two kinds and ten, some never real, some never generated."""
    inputs = [([0.5, 0.5], [1.0, 0.0], 1), ([0.25, 0.75], [0.25, 0.75], 5)]
    inputs += [([0.3, 0.7], [0.0, 1.0], 2), ([1.0], [1.0], 3)]
    for kinds, k, never in ((2, 3, None), (10, 5, 0), (10, 1, 4), (4, 2, None)):
        real, fake = (torch.rand(2, kinds, generator=stream).double() + 0.1).unbind()
        if never is not None:
            fake[never] = 0
            real[(never + 1) % kinds] = 0
        inputs.append((_shares(real), _shares(fake), k))
    real, fake = [0.4, 0.6, 0.0, 0.0], [0.0, 0.5, 0.5, 0.0]  # a kind that is nowhere
    inputs.append((real, fake, 2))
    expect_right(
        _told_of_nowhere(predict_coverage),
        inputs,
        lambda real, fake, k: _expected(real, fake, k),
        _MISTAKES_OF_PREDICTION,
        read=_expect_coverage,
        told=lambda real, fake, k: (
            f"For the shares {shown(real)} and {shown(fake)} and k = {k}"
        ),
    )


NOWHERE = "A kind that is in neither list makes 0 / 0; it adds nothing: leave it out."


def _told_of_nowhere(predict_coverage):
    """Return the answer, which now says what it was that it divided by."""

    def told(real, fake, k):
        try:
            return predict_coverage(real, fake, k)
        except ZeroDivisionError as error:
            raise Wrong(NOWHERE) from error

    return told


def _expect_coverage(result, real, fake, k):
    """Return the number, or raise Wrong, of a kind that is nowhere in its own words."""
    is_nan = isinstance(result, float | torch.Tensor) and bool(result != result)
    expect(not is_nan or all(map(max, real, fake)), NOWHERE)
    return expect_number(result)


def _shares(numbers):
    return (numbers / numbers.sum()).tolist()


def _expected(shares_real, shares_fake, k, covered=None, weight=None):
    """Return the expected coverage, or what a mistake in one part of it gives."""
    covered = covered or (lambda real, fake, k: 1 - (real / (real + fake)) ** k)
    weight = weight or (lambda real, fake: real)
    pairs = [of for of in zip(shares_real, shares_fake, strict=True) if sum(of) > 0]
    return sum(weight(*of) * covered(*of, k) for of in pairs)


def _mistaken(covered=None, weight=None):
    return lambda real, fake, k: _expected(real, fake, k, covered, weight)


_MISTAKES_OF_PREDICTION = {
    "That is the share of real images that are *not* covered.": _mistaken(
        lambda real, fake, k: (real / (real + fake)) ** k
    ),
    "It is uncovered if *all* of the k nearest are real. You ask for the nearest one "
    "alone.": _mistaken(lambda real, fake, k: 1 - real / (real + fake)),
    "You ask that all k nearest are generated; one of them is enough.": _mistaken(
        lambda real, fake, k: (fake / (real + fake)) ** k
    ),
    "You ask for exactly one generated image among the k nearest; more of them cover "
    "as well.": _mistaken(
        lambda real, fake, k: k * fake * real ** (k - 1) / (real + fake) ** k
    ),
    "You took the generated share for the real one: an image is uncovered if all its "
    "nearest are real.": _mistaken(
        lambda real, fake, k: 1 - (fake / (real + fake)) ** k
    ),
    "Take the mean over *real* images: a kind counts as often as it is real, not as "
    "often as it is generated.": _mistaken(weight=lambda real, fake: fake),
    "The two lists are exchanged: `shares_real` comes first.": (
        lambda real, fake, k: _expected(fake, real, k)
    ),
    "The nearest k images are all real with the probability of one, to the power of "
    "k; yours has another power.": lambda real, fake, k: any_of(
        _expected(real, fake, k + 1), _expected(real, fake, k - 1)
    ),
    "The nearest image is generated with the probability fake / (real + fake), and "
    "not with the generated share itself.": _mistaken(
        lambda real, fake, k: 1 - (1 - fake) ** k
    ),
    "Take the power within each kind, and the mean over real images after that.": (
        lambda real, fake, k: (
            1
            - _expected(real, fake, 1, lambda real, fake, k: real / (real + fake)) ** k
        )
    ),
    "You look at the first two kinds alone; there may be more.": (
        lambda real, fake, k: _expected(real[:2], fake[:2], k)
    ),
    "Every kind counts the same in yours. A kind counts as often as it is real.": (
        lambda real, fake, k: (
            _expected(real, fake, k, weight=lambda real, fake: float(real > 0))
            / sum(share > 0 for share in real)
        )
    ),
    "Every kind counts the same in yours, even one that is never real. A kind counts "
    "as often as it is real.": lambda real, fake, k: (
        _expected(real, fake, k, weight=lambda real, fake: 1.0) / len(real)
    ),
    "The more of the k nearest there are, the likelier is one of them generated: the "
    "probabilities are multiplied k times, not by k.": _mistaken(
        lambda real, fake, k: 1 - k * real / (real + fake)
    ),
    "A kind that is generated at all is not covered as a whole: how many of the k "
    "nearest images are real is a matter of chance.": _mistaken(
        lambda real, fake, k: float(fake > 0)
    ),
    "That is the coverage of equal shares, 1 - 0.5 ** k, for every kind that is "
    "generated. The shares may differ.": _mistaken(
        lambda real, fake, k: (fake > 0) * (1 - 0.5**k)
    ),
    "The share is to be from 0 to 1, not in percent.": (
        lambda real, fake, k: 100 * _expected(real, fake, k)
    ),
    "That is how far the shares overlap, the sum of the smaller ones. With two images "
    "side by side it is chance that decides which is nearer.": _mistaken(
        lambda real, fake, k: min(real, fake), lambda real, fake: 1.0
    ),
}


# A choice of rows that fools the distance.


@exercise("08_choose_rows", points=2)
def check_choose_rows(choose_rows, stream):
    """Few rows, of which each must be tried, and many, where climbing pays."""
    order = torch.randperm(4, generator=stream)
    before = stream.get_state()
    tries = _expect_best_pair(choose_rows, order, stream)
    stream.set_state(before)
    expect(
        _expect_best_pair(choose_rows, order, stream) == tries,
        "The same `stream` must give the same choice again: draw everything with "
        "`generator=stream`.",
    )
    torch.rand(1, generator=stream)
    expect(
        _expect_best_pair(choose_rows, order, stream) != tries or not tries,
        "Whatever `stream` you are given, you try the same choices: draw them with "
        "`generator=stream`, not with a generator of your own.",
    )
    size, n, d, num_tries = 120, 30, 8, 300
    scales = 1 + torch.rand(d, generator=stream)
    features = torch.randn(size, d, generator=stream) * scales
    features_real = torch.randn(200, d, generator=stream) * scales + 0.1
    asked = Asked(features, features_real, n, num_tries)
    rows = asked.choice(choose_rows, stream)
    drawn = [torch.randperm(size, generator=stream)[:n] for _ in range(num_tries)]
    _expect_low(asked, rows, asked.measure(torch.stack(drawn)).min())


class Asked:
    """A `distance` to hand out, which writes down the choices it is asked about."""

    def __init__(self, features, features_real, n, num_tries):
        self.features, real = features.double().numpy(), features_real.double().numpy()
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(real.T)))
        self.root = vectors * values.clip(0) ** 0.5 @ vectors.T
        self.mean, self.trace = real.mean(axis=0), values.sum()
        self.n, self.num_tries = n, num_tries
        self.choices, self.distances = [], []

    @property
    def told(self):
        return f"From {len(self.features)} rows {self.n} are to be chosen"

    def distance(self, rows):
        rows = _expect_rows(rows, self.n, len(self.features), self.told)
        self.choices.append(frozenset(rows.tolist()))
        self.expect_counted()
        self.distances.append(float(self.measure(rows)))
        return self.distances[-1]

    def expect_counted(self):
        # One too many may be the one before the loop, and is told otherwise.
        expect(
            len(self.choices) <= self.num_tries + 1,
            f"`distance` may be called `num_tries` times, here {self.num_tries}, and "
            "you go on: count the calls.",
        )

    def measure(self, rows):
        """Return the Fréchet distance of choices (..., n), faster than the library."""
        chosen = self.features[rows.numpy()]
        mean = chosen.mean(axis=-2)
        centred = chosen - mean[..., None, :]
        covariance = centred.swapaxes(-1, -2) @ centred / (self.n - 1)
        of_both = np.linalg.eigvalsh(self.root @ covariance @ self.root).clip(0)
        traces = self.trace + covariance.trace(axis1=-2, axis2=-1)
        between_means = ((mean - self.mean) ** 2).sum(axis=-1)
        return between_means + traces - 2 * (of_both**0.5).sum(axis=-1)

    def choice(self, choose_rows, stream):
        """Return the rows that an answer chooses, as a list."""
        size = len(self.features)
        rows = choose_rows(self.distance, size, self.n, self.num_tries, stream)
        rows = _expect_rows(rows, self.n, size, self.told).tolist()
        self.expect_counted()
        expect(
            len(self.choices) <= self.num_tries,
            f"You call `distance` {len(self.choices)} times, and `num_tries` is "
            f"{self.num_tries}: the call before a loop counts as well.",
        )
        return rows


def _expect_best_pair(choose_rows, order, stream):
    """Any two of four rows but one pair are an exchange away from the best two.

    Returns the choices that were tried.
    """
    features = torch.tensor([[0.0], [1.0], [5.0], [9.0]])[order]
    asked = Asked(features, torch.tensor([[0.0], [1.0]]), 2, 100)
    rows = asked.choice(choose_rows, stream)
    if not asked.choices:
        return []  # what there is to say of it is said of more rows
    tried = frozenset.union(*asked.choices)
    missed = ", ".join(str(row) for row in range(4) if row not in tried)
    expect(
        not missed,
        f"Of four rows you never try {missed}, in a hundred calls of `distance`. Every "
        "row may be chosen, the first and the last one too.",
    )
    best = set(order.argsort()[:2].tolist())
    expect(
        best in asked.choices,
        f"From four rows two are to be chosen, with a hundred calls of `distance`, and "
        f"you never try the best two, {sorted(best)}. Exchange any of the chosen rows "
        "for any other one.",
    )
    expect(set(rows) == best, _told_to_go_back(asked, rows))
    return asked.choices


def _told_to_go_back(asked, rows):
    distance = float(asked.measure(torch.tensor(rows)))
    if distance >= max(asked.distances):
        return (
            f"Of all the choices that you tried you return the one with the largest "
            f"distance, {distance:.3g}. It is to be *lowered*: keep a change if the "
            "new one is smaller."
        )
    return (
        f"The lowest distance that you were told is {min(asked.distances):.3g}, and "
        f"the rows that you return have {distance:.3g}: go back where an exchange did "
        "not lower it, and keep a copy of the best choice, since a slice changes with "
        "its tensor."
    )


def _expect_low(asked, rows, of_drawn):
    """Raise Wrong unless it is two thirds of the best of choices drawn anew."""
    distance = float(asked.measure(torch.tensor(rows)))
    if distance <= 2 / 3 * of_drawn:
        return
    said = (
        f"The distance of your choice is {distance:.3g}. The best of {asked.num_tries} "
        f"choices that are drawn anew has {of_drawn:.3g}, and at most two thirds of "
        "that are asked for."
    )
    expect(asked.choices, f"{said} You never call `distance`, which tells what is low.")
    expect(
        distance <= min(asked.distances) * 1.001,
        f"{said} {_told_to_go_back(asked, rows)}",
    )
    expect(
        len(asked.choices) > asked.num_tries / 2,
        f"{said} You call `distance` {len(asked.choices)} times only: go on looking.",
    )
    always = len(frozenset.intersection(*asked.choices))
    expect(
        always < asked.n / 2,
        f"{said} In all the choices that you try, {always} of the rows are the same. "
        "Exchange any of the chosen rows for any other one.",
    )
    steps = [
        len(now - before)
        for before, now in zip(asked.choices, asked.choices[1:], strict=False)
    ]
    expect(
        sorted(steps)[len(steps) // 2] <= 4,
        f"{said} You draw most of the rows anew in each try. Change one row at a time, "
        "and go on from the best choice so far.",
    )
    raise Wrong(
        f"{said} Change one row at a time, and keep the change whenever the distance "
        "is lower than the lowest so far."
    )


def _expect_rows(rows, n, size, told):
    """Return row numbers as a tensor, or raise Wrong."""
    expect(rows is not None, "The result is None: is a `return` missing?")
    if isinstance(rows, list | tuple | set | np.ndarray):
        rows = torch.as_tensor(list(rows))
    if isinstance(rows, torch.Tensor) and rows.dtype == torch.bool:
        raise Wrong(
            f"{told}: give their numbers, and not a True or False for each row."
        )
    expect_tensor(rows, what="A choice")
    expect(
        not rows.is_floating_point(),
        "A choice holds the numbers of rows, which are whole numbers; yours have "
        f"{rows.dtype}.",
    )
    expect(
        tuple(rows.shape) == (n,),
        f"{told}, so a choice has the shape ({n},); yours has {tuple(rows.shape)}.",
    )
    expect(
        rows.min() >= 0 and rows.max() < size,
        f"{told}, with numbers from 0 to {size - 1}; yours are from {rows.min()} to "
        f"{rows.max()}.",
    )
    expect(
        len(rows.unique()) == n,
        f"{told}, all different; yours has {len(rows.unique())} different ones: draw "
        "without replacement, and exchange a row only for one that is not chosen.",
    )
    return rows


# GAN-train, with stand-ins.


class Reader(nn.Module):
    """A classifier that says what a table holds for an image's first pixel."""

    def __init__(self, table):
        super().__init__()
        self.table = table
        self.weight = nn.Parameter(torch.ones(1))
        self.read = []

    def forward(self, x):
        self.read.append(x.detach().clone())
        numbers = (x[:, 0, 0, 0] * 1_000).round().long()
        return self.weight * 5 * nn.functional.one_hot(self.table[numbers], 10).float()


@exercise("08_gan_train", points=2)
def check_gan_train(gan_train, stream):
    """Who learns from what, under whose names, and is scored on what."""
    for num_fake, num_real, num_wrong in ((30, 200, 20), (80, 60, 31), (40, 40, 0)):
        # The first pixel is the number of an image.
        numbers = torch.randperm(900, generator=stream)
        x_fake = _numbered(numbers[:num_fake], stream)
        x_real = _numbered(numbers[num_fake : num_fake + num_real], stream)
        judged = torch.randint(10, (1_001,), generator=stream)  # by the judge
        y_real = torch.randint(10, (num_real,), generator=stream)
        read = torch.randint(10, (1_001,), generator=stream)  # by the new classifier
        wrong = torch.randperm(num_real, generator=stream)[:num_wrong]
        answers = y_real.clone()
        answers[wrong] = (answers[wrong] + 1) % 10
        read[_numbers(x_real)] = answers
        reader, trained, named = Reader(read), [], []

        def name_images(x, judged=judged, named=named):
            named.append(x.clone())
            return judged[_numbers(x)]

        def train(x, y, reader=reader, trained=trained):
            trained.append((x.clone(), y))
            return reader

        given = (x_fake, x_real, y_real, name_images, train)
        error = gan_train(*given)
        _expect_learnt(trained, x_fake, x_real, judged)
        _expect_scored(reader, x_fake, x_real)
        error = expect_number(error)
        truth = 100 * num_wrong / num_real
        logits = nn.functional.one_hot(answers, 10) * 5.0
        as_judged = _error(answers, judged[_numbers(x_real)])
        for message, mistake in {
            "The result is to be in percent, from 0 to 100.": truth / 100,
            "That is the share of right answers; the error is asked for.": 100 - truth,
            "That is the share of right answers, and not in percent.": 1 - truth / 100,
            "That is how many answers are wrong; the error is in percent.": num_wrong,
            "Real images have true classes, `y_real`; you score by the judge's.": (
                as_judged
            ),
            "You divide by the number of generated images; the classifier is scored on "
            "the real ones.": 100 * num_wrong / num_fake,
            "Whole-number division, `//`, cuts off what is behind the point: "
            f"{num_wrong} of {num_real} are {truth:.4g} percent.": truth // 1,
            f"The error is not to be rounded: {num_wrong} of {num_real} are "
            f"{truth:.4g} percent.": round(truth),
            "The class that the classifier chooses has the *largest* logit; you take "
            "the smallest.": _error(logits.argmin(dim=1), y_real),
            "You compare the largest logits themselves with the classes. `argmax` says "
            "where they stand.": _error(logits.amax(dim=1), y_real),
            "`argmax` is to run over the classes of each image, `dim=1`, and not over "
            "the images.": _error(logits.argmax(dim=0), y_real[:10]),
            "That is the cross-entropy. The share of wrong answers is asked for.": (
                nn.functional.cross_entropy(logits, y_real).item()
            ),
        }.items():
            # With no mistake, or as many images, some of them are right.
            expect(abs(error - mistake) > 1e-6 or abs(error - truth) < 1e-4, message)
        expect(
            abs(error - truth) < 1e-4,
            f"Of {num_real} real images the classifier misreads {num_wrong}, so the "
            f"error is {truth:.4g}, and you return {error:.4g}.",
        )


def _error(chosen, classes):
    return 100 * (chosen != classes).double().mean().item()


def _numbered(numbers, stream):
    x = torch.rand(len(numbers), 1, 28, 28, generator=stream)
    x[:, 0, 0, 0] = numbers / 1_000
    return x


def _numbers(x):
    return (x[:, 0, 0, 0] * 1_000).round().long()


def _expect_learnt(trained, x_fake, x_real, judged):
    expect(trained, "No classifier is trained: `train(x, y)` makes one.")
    expect(
        len(trained) == 1,
        f"One classifier is to be trained, and you train {len(trained)}.",
    )
    x, y = trained[0]
    expect(
        not _equal(x, x_real),
        "You train on real images. That would be the comparison; GAN-train learns from "
        "the generated ones.",
    )
    expect(
        _equal(x, x_fake),
        "The classifier is to learn from all images of `x_fake`, as they are, and from "
        f"no others; yours gets {tuple(x.shape)}.",
    )
    expect_tensor(y, what="What `train` gets as classes")
    expect(
        _equal(y.long(), judged[_numbers(x_fake)]),
        "The classes that the classifier learns must be those that `name_images` gives "
        "the generated images.",
    )


def _expect_scored(reader, x_fake, x_real):
    read = torch.cat(reader.read) if reader.read else torch.empty(0, 1, 28, 28)
    expect(len(read), "The trained classifier is never asked.")
    expect(
        not _equal(read, x_fake),
        "You score the classifier on the images that it has learnt from. Score it on "
        "real ones.",
    )
    expect(
        _equal(read, x_real),
        "The classifier is to be scored on all images of `x_real`, once each; it read "
        f"{len(read)} images.",
    )


def _equal(one, other):
    return one.shape == other.shape and torch.equal(one, other)
