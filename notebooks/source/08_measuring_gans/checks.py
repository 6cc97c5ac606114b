"""The checks of lesson 08's exercises."""

import torch
from torch import nn

from msgan_lib.lesson.checks import exercise, expect, expect_number
from msgan_lib.lesson.expect import expect_right, expect_tensor, shown
from msgan_lib.measure_images import frechet_distance
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


_MISTAKES_OF_COVERAGE = {
    "You count a real point as its own nearest one: the k-th nearest *other* point has "
    "the place k + 1 in a row of distances that holds a 0.": (
        lambda real, fake, k: _share(
            _nearest(real, fake) < torch.cdist(real, real).kthvalue(k, dim=1).values
        )
    ),
    "Your neighbourhoods reach one point too far: to the (k + 1)-th nearest other "
    "one.": lambda real, fake, k: _share(_nearest(real, fake) < _edges(real, k + 1)),
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
        predict_coverage,
        inputs,
        lambda real, fake, k: _expected(real, fake, k),
        _MISTAKES_OF_PREDICTION,
        read=lambda result, *given: expect_number(result),
        told=lambda real, fake, k: (
            f"For the shares {shown(real)} and {shown(fake)} and k = {k}"
        ),
    )


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
    "You took the generated share for the real one: an image is uncovered if all its "
    "nearest are real.": _mistaken(
        lambda real, fake, k: 1 - (fake / (real + fake)) ** k
    ),
    "Take the mean over *real* images: a kind counts as often as it is real, not as "
    "often as it is generated.": _mistaken(weight=lambda real, fake: fake),
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
    """Clouds of two sizes; the distance is at most half of what chance gives."""
    for size, n, d, num_tries in ((120, 12, 3, 120), (90, 15, 4, 150)):
        mixed = torch.randn(d, d, generator=stream)
        features = torch.randn(size, d, generator=stream) @ mixed
        features_real = torch.randn(200, d, generator=stream) @ mixed + 0.2
        told = f"From {size} rows {n} are to be chosen"
        before = stream.get_state()
        rows = choose_rows(features, features_real, n, num_tries, stream)
        rows = _expect_rows(rows, n, size, told)
        by_chance = [
            frechet_distance(features_real, features[_drawn(size, n, stream)])
            for _ in range(10)
        ]
        distance = frechet_distance(features_real, features[rows])
        usual = sum(by_chance) / len(by_chance)
        said = (
            f"The distance of your choice is {distance:.2f}, and that of choices by "
            f"chance is about {usual:.2f}."
        )
        spread = features[rows].var(dim=0).sum() / features_real.var(dim=0).sum()
        expect(
            distance < 0.5 * usual or spread > 0.4,
            f"{said} Your rows lie close together, so their spread is too small, and "
            "the distance is about spreads as well as means.",
        )
        expect(
            distance < 1.5 * max(by_chance),
            f"{said} It is to be *lowered*: keep a change if the new one is smaller.",
        )
        expect(
            distance < 0.5 * usual,
            f"{said} At most half of that is asked for. Change one row at a time, and "
            "go on from the best choice so far.",
        )
        after = stream.get_state()
        stream.set_state(before)
        again = choose_rows(features, features_real, n, num_tries, stream)
        stream.set_state(after)
        expect(
            sorted(_expect_rows(again, n, size, told).tolist())
            == sorted(rows.tolist()),
            "The same `stream` must give the same choice again: draw everything with "
            "`generator=stream`.",
        )
        # Where nothing may be tried, nothing can be looked for.
        few = choose_rows(features, features_real, n, 1, stream)
        of_few = _expect_rows(few, n, size, f"{told} with one try")
        expect(
            frechet_distance(features_real, features[of_few]) > distance,
            "`num_tries` says how often the distance may be computed; yours is as good "
            "with a single try, so it does not count them.",
        )


def _drawn(size, n, stream):
    return torch.randperm(size, generator=stream)[:n]


def _expect_rows(rows, n, size, told):
    """Return row numbers as a tensor, or raise Wrong."""
    expect(rows is not None, "The result is None: is a `return` missing?")
    if isinstance(rows, list | tuple):
        rows = torch.tensor(rows)
    expect_tensor(rows)
    expect(
        not rows.is_floating_point(),
        "Return the numbers of the rows, whole numbers, not the features in them.",
    )
    expect(
        tuple(rows.shape) == (n,),
        f"{told}, so the result has the shape ({n},); yours has {tuple(rows.shape)}.",
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
    for num_fake, num_real, num_wrong in ((30, 200, 20), (80, 50, 31), (40, 40, 0)):
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
        as_judged = (answers != judged[_numbers(x_real)]).double().mean().item()
        for message, mistake in {
            "The result is to be in percent, from 0 to 100.": truth / 100,
            "That is the share of right answers; the error is asked for.": 100 - truth,
            "That is the share of right answers, and not in percent.": 1 - truth / 100,
            "That is how many answers are wrong; the error is in percent.": num_wrong,
            "Real images have true classes, `y_real`; you score by the judge's.": (
                100 * as_judged
            ),
            "You divide by the number of generated images; the classifier is scored on "
            "the real ones.": 100 * num_wrong / num_fake,
        }.items():
            # With no mistake, or as many images, some of them are right.
            expect(abs(error - mistake) > 1e-6 or abs(error - truth) < 1e-4, message)
        expect(
            abs(error - truth) < 1e-4,
            f"Of {num_real} real images the classifier misreads {num_wrong}, so the "
            f"error is {truth:.4g}, and you return {error:.4g}.",
        )


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
