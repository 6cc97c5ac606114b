"""The checks of lesson 06's exercises."""

import functools
import itertools
from unittest.mock import patch

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.lesson.checks import Case, exercise, expect, expect_tensor, expect_truth
from msgan_lib.lesson.expect import any_of, expect_right, shown

# Winning by a triviality: a pixel that is exactly 0.


@exercise("06_win_trivially", points=1)
def check_win_trivially(win_trivially, stream):
    """Real logits from whether an image has a pixel of exactly 0."""
    cases = []
    for told, x, real in _zero_cases(stream):
        result = win_trivially(x)
        expect_tensor(result, what=f"For {told} the result")
        expect(
            tuple(result.shape) != (len(x), 1),
            "The result has a second axis; one logit an image is wanted, (batch,).",
        )
        _expect_batch_axis(
            result,
            x,
            "You give one number for the whole batch; each image is judged by itself.",
        )
        expect_tensor(result, (len(x),), f"For {told} the result")
        verdict = result.detach().double().sign()
        mistakes = functools.partial(_silly_mistakes, x)
        cases.append(Case(f"For {told}, as signs,", verdict, real, mistakes))
    expect_truth(cases)


def _expect_batch_axis(result, x, of_many):
    """Raise Wrong for a result without an axis: `of_many`, or that one image lost it.

    Several images come first in a check, so that the two can be told apart.
    """
    expect(
        result.dim() > 0 or len(x) > 1,
        "For a batch of one image the result is a number without an axis, but (1,) is "
        "wanted: does a `squeeze` drop the batch axis?",
    )
    expect(result.dim() > 0, of_many)


def _zero_cases(stream):
    """Yield words, images, and the sign of each one's logit: 1 real, -1 generated."""
    thick = _digits(5, 0.2, stream)
    yield "real digits with thick strokes", thick, torch.ones(5)
    yield "one real digit", _digits(1, 0.8, stream), torch.ones(1)
    yield "one generated image", _generated(1, 1e-4, stream), -torch.ones(1)
    for height, width in ((6, 9), (40, 32)):  # small, large, many, not square
        x = _digits(10, 0.8, stream, height, width)
        fakes = _generated(10, 1e-3, stream, height, width)
        signs = torch.tensor([1.0, -1.0]).repeat_interleave(10)
        yield f"20 images of {height} x {width} pixels", torch.cat([x, fakes]), signs
    x = torch.rand(3, 1, 31, 35, generator=stream).add(0.1).clamp(max=1)
    x[0, 0, 29, 2:5] = x[1, 0, 3:6, 33] = 0.0  # where 28 x 28 does not reach
    yield "images larger than 28 x 28", x, torch.tensor([1.0, 1.0, -1.0])
    for told, faintest in (("grey", 0.2), ("faint", 1e-3), ("very faint", 1e-12)):
        x = torch.cat([_generated(3, faintest, stream), _digits(3, 0.8, stream)])
        order = torch.randperm(6, generator=stream)
        signs = torch.tensor([-1.0] * 3 + [1.0] * 3)[order]
        yield f"{told} backgrounds beside real ones", x[order], signs
    almost = torch.rand(4, 1, 28, 28, generator=stream).add(0.1).clamp(max=1)
    almost[torch.arange(2), 0, 3, torch.tensor([5, 20])] = 0.0
    signs = torch.tensor([1.0, 1.0, -1.0, -1.0])
    yield "images of which some have a single pixel of 0", almost.double(), signs


def _digits(n, share_empty, stream, height=28, width=28):
    """Return images of which about that share is 0; thin ones have ink in corners."""
    x, empty = torch.rand(2, n, 1, height, width, generator=stream)
    empty = empty < share_empty
    empty[..., 0, 0] = empty[..., -1, -1] = share_empty < 0.5
    return x.clamp(min=0.01).masked_fill(empty, 0.0)


def _generated(n, faintest, stream, height=28, width=28):
    """Return images that are nowhere 0, mostly as faint as that."""
    x = _digits(n, 0.8, stream, height, width)
    return torch.where(x > 0, x, torch.full_like(x, faintest))


def _silly_mistakes(x):
    """Return the signs that known mistakes give, by what there is to say about them."""
    zero, near = (x == 0).flatten(1), (x < 0.01).flatten(1)
    signs = _signs(zero.any(dim=1))
    return {
        "You call real digits fake and generated images real: turn the sign "
        "round.": -signs,
        "A logit that is 0 or 1 never calls an image fake: fake is below 0.": (
            zero.any(dim=1).double()
        ),
        "A generated pixel that is very faint counts as 0 for you. Ask whether it is "
        "*exactly* 0.": any_of(
            _signs(near.any(dim=1)),
            _signs((x < 0.001).flatten(1).any(dim=1)),
            _signs((x < 1e-6).flatten(1).any(dim=1)),
            _signs((x.round() == 0).flatten(1).any(dim=1)),
            _signs(x.isclose(torch.zeros_like(x)).flatten(1).any(dim=1)),
        ),
        "You ask whether *all* pixels are 0. One pixel of exactly 0 gives a real "
        "digit away.": _signs(zero.all(dim=1)),
        "One image decides for the whole batch; each is judged by itself.": any_of(
            _signs(zero.any()).expand(len(x)),
            _signs(zero.any(dim=1).all()).expand(len(x)),
        ),
        "You look at a corner. Real digits may have ink there; look at every "
        "pixel.": any_of(_signs(zero[:, 0]), _signs(zero[:, -1])),
        "You want more than half of the pixels to be 0; thick strokes leave fewer, "
        "and one is enough.": _signs(zero.double().mean(dim=1) > 0.5),
        "You judge by the amount of ink. A faint background has little of it as well; "
        "ask for pixels of exactly 0.": any_of(
            _signs(x.flatten(1).mean(dim=1) < 0.2),
            _signs(x.flatten(1).mean(dim=1) < 0.3),
            _signs(x.flatten(1).mean(dim=1) < 0.5),
        ),
    }


def _signs(real):
    return torch.where(real, 1.0, -1.0).double()


# A discriminator on crops.


@exercise("06_logit_of_crops", points=2)
def check_logit_of_crops(logit_of_crops, stream):
    """The mean logit over all crops of an image."""
    expect_right(
        logit_of_crops,
        list(_crop_inputs(stream)),
        _of_crops,
        _crop_mistakes(),
        told=_crop_words,
        read=_one_an_image,
        atol=1e-4,
    )


def _crop_inputs(stream):
    """Yield a network, images, the size of a crop and the jump, each kind on purpose.

    What the text says of crops decides: they fit or not, touch, overlap, leave gaps.
    """
    for n, height, width, size, jump in (
        (3, 9, 9, 4, 2),
        (1, 3, 3, 2, 1),
        (2, 8, 12, 4, 4),  # crops side by side
        (2, 13, 7, 3, 2),
        (2, 11, 16, 5, 4),  # the last rows and columns belong to no crop
        (1, 10, 14, 2, 3),  # gaps in between
        (4, 6, 6, 6, 2),  # one crop
        (2, 28, 28, 7, 3),
    ):
        x = torch.randn(n, 1, height, width, generator=stream)
        if height == 3:
            x = torch.tensor([[1.0, -2, 3], [4, 0, -6], [7, 8, 9]])[None, None]
        yield _network(size, stream), x, size, jump
    x = torch.tensor([[1.0, 2, 0], [0, 1, 1]])[None, None]
    yield _guarded(_SumOfSquares(), 2), x, 2, 1  # the example of the text
    x = torch.randn(2, 1, 9, 12, generator=stream, dtype=torch.float64)
    yield _network(3, stream).double(), x, 3, 3


class _SumOfSquares(nn.Module):
    """The network of the worked example."""

    def forward(self, x):
        return x.square().sum(dim=(-3, -2, -1), keepdim=True)


def _network(size, stream):
    """Return a network that reads crops: (n, 1, size, size) to (n, 1, 1, 1)."""
    network = nn.Sequential(
        nn.Conv2d(1, 5, size, stride=2), nn.LeakyReLU(0.2), nn.Conv2d(5, 1, 1)
    )
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=stream))
    return _guarded(network, size)


def _guarded(network, size):
    """Return the network, which now raises Wrong for all but whole crops."""

    def only_crops(_, given):
        height, width = given[0].shape[-2:]
        message = f"The network gets {height} x {width} pixels. It is for crops: "
        if height >= size and width >= size:
            message += f"cut {size} x {size} pixels out of the image first."
        else:
            message += f"only whole ones of {size} x {size}, within the image, count."
        expect((height, width) == (size, size), message)

    network.register_forward_pre_hook(only_crops)
    return network


def _crop_words(network, x, size, jump):
    return f"For {_count(x)} and crops of {size} x {size} with jump {jump}"


def _count(x):
    n, _, height, width = x.shape
    return f"{n} image{'s' * (n > 1)} of {height} x {width} pixels"


def _one_an_image(result, network, x, size, jump):
    expect_tensor(result, what=_crop_words(network, x, size, jump) + " the result")
    _expect_batch_axis(
        result,
        x,
        "You give one number for the whole batch; take the mean over the crops of "
        "each image by itself.",
    )
    expect_tensor(
        result, (len(x),), _crop_words(network, x, size, jump) + " the result"
    )
    weights = list(network.parameters())
    expect(
        all(module.training for module in network.modules())
        and all(weight.requires_grad and weight.dtype == x.dtype for weight in weights),
        "You change the network that you are given (its mode, its weights' type or "
        "whether they learn). It belongs to somebody else: only call it.",
    )
    return result


def _crops(x, size, jump):
    """Return the crops (batch, crops, 1, size, size), row after row."""
    crops = x.unfold(2, size, jump).unfold(3, size, jump)  # (n, 1, rows, columns, ...)
    return crops.flatten(2, 3).movedim(2, 1)


def _logits(network, x, size, jump):
    """Return the logits of each image's crops, (batch, crops)."""
    crops = _crops(x, size, jump)
    with torch.no_grad():
        return network(crops.flatten(0, 1)).view(crops.shape[:2])


def _of_crops(network, x, size, jump):
    return _logits(network, x, size, jump).mean(dim=1)


def _crop_mistakes():
    """Return what known mistakes compute, by what there is to say about them."""

    def without_last(network, x, size, jump):
        inner = x[..., :-1, :-1] if min(x.shape[-2:]) > size else x
        return _of_crops(network, inner, size, jump)

    def square(network, x, size, jump):
        return _of_crops(network, x[..., : x.shape[-2]], size, jump)

    def mixed(network, x, size, jump):
        logits = _logits(network, x, size, jump)
        return logits.flatten().view(logits.shape[1], -1).mean(dim=0)

    def of_mean_crop(network, x, size, jump):
        return network(_crops(x, size, jump).mean(dim=1)).flatten()

    def diagonal(network, x, size, jump):
        last = min(x.shape[-2:]) - size
        places = range(0, last + 1, jump)
        crops = [x[..., k : k + size, k : k + size] for k in places]
        return torch.stack([network(c).flatten() for c in crops]).mean(dim=0)

    def divisor(network, x, size, jump):
        height, width = x.shape[-2:]
        count = (height // jump) * (width // jump)
        return _logits(network, x, size, jump).sum(dim=1) / count

    def to_the_border(network, x, size, jump):
        right, below = ((size - side) % jump for side in (x.shape[-1], x.shape[-2]))
        return _of_crops(network, F.pad(x, (0, right, 0, below)), size, jump)

    def moved_inside(network, x, size, jump):
        starts = (
            sorted({*range(0, side - size + 1, jump), side - size})
            for side in x.shape[-2:]
        )
        crops = [
            x[..., row : row + size, column : column + size]
            for row, column in itertools.product(*starts)
        ]
        return torch.stack([network(crop).flatten() for crop in crops]).mean(dim=0)

    def running(network, x, size, jump):
        return functools.reduce(
            lambda mean, logit: (mean + logit) / 2,
            _logits(network, x, size, jump).unbind(dim=1),
        )

    def reshaped(network, x, size, jump):
        blocks = x[..., : x.shape[-2] // size * size, : x.shape[-1] // size * size]
        columns = F.unfold(x, size, stride=jump)
        return any_of(
            *(
                network(crops.reshape(-1, 1, size, size)).view(len(x), -1).mean(dim=1)
                for crops in (blocks, columns)
            )
        )

    return {
        "You sum the crops' logits up; their mean is wanted.": (
            lambda *given: _logits(*given).sum(dim=1)
        ),
        "You take the largest logit of the crops; their mean is wanted.": (
            lambda *given: _logits(*given).amax(dim=1)
        ),
        "You judge one crop alone; take all crops of an image.": (
            lambda *given: _logits(*given)[:, 0]
        ),
        "You average the crops and judge their mean. Judge each crop, then average "
        "the logits: the network is no straight line.": of_mean_crop,
        "You take every crop, as with a jump of 1. The next one begins `jump` pixels "
        "further on.": lambda network, x, size, jump: _of_crops(network, x, size, 1),
        "Your crops lie side by side, as with a jump of `size`. The next one begins "
        "`jump` pixels further on.": (
            lambda network, x, size, jump: _of_crops(network, x, size, size)
        ),
        "You leave out the last crop of a row and of a column: one that ends at the "
        "border fits.": without_last,
        "You take the height for the width: how many crops lie side by side depends on "
        "the width.": square,
        "Crops of one image are counted for another: which axis of your logits are "
        "the images, which one the crops?": mixed,
        "You take the mean over all images; each image gets its own.": (
            lambda *given: _of_crops(*given).mean().expand(len(given[1]))
        ),
        "You move down and to the right at once. Crops begin at every such row *and* "
        "every such column.": diagonal,
        "You move along one axis only; crops begin at every such row and every such "
        "column.": _along_one_axis,
        "You turn the logits into probabilities first; the mean of the logits is "
        "wanted.": lambda *given: any_of(
            _logits(*given).sigmoid().mean(dim=1),
            _logits(*given).sigmoid().mean(dim=1).logit(),
        ),
        "You take the median of the crops' logits; their mean is wanted.": (
            lambda *given: _logits(*given).median(dim=1).values
        ),
        "You divide by the number of jumps in the image, which is not that of the "
        "crops: a crop has to fit.": divisor,
        "You pad the image, so that crops reach the border. Only crops that lie within "
        "the image count.": to_the_border,
        "You add a crop that ends at the border, although no jump leads there.": (
            moved_inside
        ),
        "You halve the sum at each crop, so the last one counts most. Add all up, then "
        "divide once.": running,
        "A `reshape` alone cuts no crops: it takes pixels in the order in which they "
        "stand in memory.": reshaped,
    }


def _along_one_axis(network, x, size, jump):
    return _of_crops(network, x[..., :size, :], size, jump)


# K + 1 classes: the push that "real" gives to each class.


@exercise("06_push_on_classes", points=2)
def check_push_on_classes(push_on_classes, stream):
    """Minus the gradient of -log P(real) with respect to the class logits."""

    def by_hand(x):
        refused = dict.fromkeys(("grad", "grad_and_value", "jacrev", "vjp"), _refuse)
        # Autograd keeps no record here, but torch.func would.
        with torch.inference_mode(), patch.multiple(torch.func, **refused):
            try:
                return push_on_classes(x)
            except RuntimeError as error:
                expect(
                    "grad" not in str(error),
                    "You ask autograd, which is switched off here: derive the push by "
                    "hand, and write down its formula.",
                )
                raise

    expect_right(
        by_hand,
        [(x,) for x in _class_logits(stream)],
        _push,
        _PUSH_MISTAKES,
        told=_push_words,
        read=_a_push_a_logit,
        rtol=1e-4,
        atol=1e-6,
    )


def _class_logits(stream):
    yield torch.tensor([[0.0, 1.0986123]])
    for n, classes, spread in ((1, 10, 1.0), (5, 10, 2.0), (3, 4, 3.0), (4, 1, 1.0)):
        yield spread * torch.randn(n, classes, generator=stream) - 1.5
    yield torch.randn(6, 3, generator=stream, dtype=torch.float64)
    yield torch.zeros(2, 10)
    # All far below 0: surely fake. Far above: surely real.
    yield torch.randn(2, 10, generator=stream) - 300
    yield torch.randn(2, 3, generator=stream) + 400
    yield torch.randn(2, 5, generator=stream, dtype=torch.float64) - HUGE


def _refuse(*_, **__):
    raise RuntimeError("no gradients here")


HUGE = 1e11  # float64 has five digits left behind the point, float32 none


def _push_words(x):
    if x.abs().max() < HUGE / 2:
        return f"For the class logits {shown(x)}"
    return (
        f"For the float64 class logits {shown(x + HUGE)}, all of them less 1e11, where "
        "float32 and difference quotients have too few digits,"
    )


def _a_push_a_logit(result, x):
    expect(result is not None, "The result is None: is a `return` missing?")
    if isinstance(result, torch.Tensor) and not result.isfinite().all():
        expect(
            x.abs().max() < 90,
            "With logits of some hundreds your numbers overflow: `exp` of them is too "
            "large or 0. `torch.softmax`, `torch.logsumexp` and `torch.sigmoid` avoid "
            "it.",
        )
    expect_tensor(result, tuple(x.shape), f"For {tuple(x.shape)} logits the result")
    expect(
        not x.requires_grad,
        "You switch `requires_grad` on for the logits that you are given; no autograd "
        "is needed, derive the push by hand.",
    )
    return result


def _push(x):
    return torch.sigmoid(-x.logsumexp(dim=1, keepdim=True)) * x.softmax(dim=1)


def _with_fake(x):
    return torch.cat([x, x.new_zeros(len(x), 1)], dim=1).softmax(dim=1)


_PUSH_MISTAKES = {
    "That is the gradient. The step goes against it, so the push has the other "
    "sign.": lambda x: -_push(x),
    "That is how the real logit rises with each class logit. The loss is "
    "-log P(real): the chain rule brings a factor for it.": (
        lambda x: x.softmax(dim=1)
    ),
    "The factor is P(real) in place of 1 - P(real): these are the probabilities of the "
    "classes beside `fake`. An image that is surely real pushes hardly at all.": (
        lambda x: x.logsumexp(dim=1, keepdim=True).sigmoid() * x.softmax(dim=1)
    ),
    "You push the most probable class alone. Each class gets its share, the most "
    "probable one the largest.": lambda x: (
        torch.sigmoid(-x.logsumexp(dim=1, keepdim=True))
        * F.one_hot(x.argmax(dim=1), x.shape[1])
    ),
    "Every class gets the same push; their shares are those of the softmax.": (
        lambda x: (
            torch.sigmoid(-x.logsumexp(dim=1, keepdim=True)).expand_as(x) / x.shape[1]
        )
    ),
    "You give the factor 1 - P(real) to every class; it is shared out among the "
    "classes.": lambda x: torch.sigmoid(-x.logsumexp(dim=1, keepdim=True)).expand_as(x),
    "The softmax goes over the wrong axis: the classes of one image add up to 1.": (
        lambda x: torch.sigmoid(-x.logsumexp(dim=1, keepdim=True)) * x.softmax(dim=0)
    ),
    "The factor comes from the largest logit, or from their sum. P(real) is the "
    "sigmoid of their logsumexp.": lambda x: any_of(
        *(
            torch.sigmoid(-of_all(x, dim=1, keepdim=True)) * x.softmax(dim=1)
            for of_all in (torch.amax, torch.sum, torch.mean)
        )
    ),
    "Each class has a sigmoid of its own for you; one P(real) belongs to the whole "
    "image.": lambda x: torch.sigmoid(-x) * x.softmax(dim=1),
    "You divide by the number of images; each image's own push is wanted.": (
        lambda x: _push(x) / len(x)
    ),
    "That is the push of a generated image: down, by P(real). A real one is pushed "
    "up, by 1 - P(real).": lambda x: -_with_fake(x)[:, :-1],
    "You have P(real) as one factor too many, as in the product of two of the eleven "
    "probabilities. That moves P(real) itself; the loss is -log P(real).": lambda x: (
        _with_fake(x)[:, :-1] * _with_fake(x)[:, -1:]
    ),
    "Your second factor is one less the *class's* probability; wanted is 1 - P(real), "
    "of the whole image.": lambda x: x.softmax(dim=1) * (1 - x.softmax(dim=1)),
    "Where `exp` overflows or is 0 you mend the numbers by a clamp or by `nan_to_num`, "
    "and they are wrong there. `torch.softmax` and `torch.logsumexp` need none.": (
        lambda x: any_of(
            _naive_push(x).nan_to_num(0.0),
            _naive_push(x).nan_to_num(),
            *(_naive_push(x.clamp(-most, most)) for most in (10, 20, 30, 50, 80, 88)),
            *(_push(x.clamp(-most, most)) for most in (100, 200)),
        )
    ),
}


def _naive_push(x):
    total = x.exp().sum(dim=1, keepdim=True)
    return x.exp() / total / (1 + total)


# What the best discriminator says, and one that sees only a part.


@exercise("06_best_answers", points=2)
def check_best_answers(best_answers, stream):
    """P(real) by the best discriminator that sees only a part of each image."""
    expect_right(
        best_answers,
        list(_worlds(stream)),
        _best,
        _BEST_MISTAKES,
        told=_world_words,
        read=_an_answer_an_image,
    )


def _worlds(stream):
    """Yield probabilities of a few images, real and fake, and what is seen of each."""
    yield (
        torch.tensor([0.4, 0.1, 0.5]),
        torch.tensor([0.1, 0.2, 0.7]),
        torch.tensor([0, 0, 1]),
    )
    for n, kinds in ((6, 6), (6, 3), (9, 4), (8, 1), (12, 5)):
        p_real, p_fake = torch.rand(2, n, generator=stream).square()
        order = torch.randperm(n, generator=stream)
        yield p_real / p_real.sum(), p_fake / p_fake.sum(), order % kinds
    # The same distribution; images that one side never draws; one that nobody draws.
    p = torch.rand(7, generator=stream, dtype=torch.float64)
    yield p / p.sum(), p / p.sum(), torch.arange(7)
    p_real, p_fake = torch.rand(2, 6, generator=stream)
    p_real[:2], p_fake[1:3] = 0, 0
    seen = torch.tensor([4, 9, 2, 7, 7, 0])  # the numbers are names, and not in order
    yield p_real / p_real.sum(), p_fake / p_fake.sum(), seen
    # Names of all kinds: negative ones, large ones, two that are one in float32.
    p_real, p_fake = torch.rand(2, 9, generator=stream)
    seen = torch.tensor([-3, 3, 5, 1005, 2**24, 2**24 + 1, -3, 1005, 2**24])
    yield p_real / p_real.sum(), p_fake / p_fake.sum(), seen
    # Rare images, an image that nobody draws but that looks like one that is drawn,
    # and, last, one that looks like no other.
    p_real = torch.tensor([2e-7, 1e-7, 0.0, 0.3, 0.7, 0.0])
    p_fake = torch.tensor([1e-7, 6e-7, 0.0, 0.8, 0.2, 0.0])
    yield p_real, p_fake, torch.tensor([8, 8, 1, 1, 2, 6])


def _world_words(p_real, p_fake, seen):
    given = ", ".join(shown(x) for x in (p_real, p_fake, seen))
    return f"For {given}"


def _an_answer_an_image(result, p_real, p_fake, seen):
    if isinstance(result, torch.Tensor) and result.isnan().any():
        expect(
            ((p_real + p_fake) > 0).all(),
            "Where nobody draws what is seen you divide 0 by 0; the answer is 1/2 "
            "there.",
        )
    expect_tensor(result, tuple(p_real.shape), f"For {len(seen)} images the result")
    return result


def _totals(p, seen):
    """Return, for each image, the probability of all that look like it."""
    return (seen[:, None] == seen).to(p.dtype) @ p


def _share(real, fake):
    both = real + fake
    return torch.where(
        both > 0, real / both.where(both > 0, torch.ones_like(both)), 0.5
    )


def _best(p_real, p_fake, seen):
    return _share(_totals(p_real, seen), _totals(p_fake, seen))


def _mean_answer(p_real, p_fake, seen):
    alike = (seen[:, None] == seen).to(p_real.dtype)
    return alike @ _share(p_real, p_fake) / alike.sum(dim=1)


_BEST_MISTAKES = {
    "This discriminator sees each image whole. Images of which the same is seen must "
    "get the same answer.": lambda p, q, seen: _share(p, q),
    "You average the answers of images that look alike. Add up their probabilities "
    "first, then divide.": _mean_answer,
    "You average P(real) with weights of the real images alone; generated ones that "
    "look like them count as well.": lambda p, q, seen: _share(
        _totals(p * _share(p, q), seen),
        _totals(p, seen) - _totals(p * _share(p, q), seen),
    ),
    "That is the probability of `fake`; the one of `real` is wanted.": (
        lambda p, q, seen: 1 - _best(p, q, seen)
    ),
    "You divide by the probability of generated images alone; the answer lies between "
    "0 and 1.": lambda p, q, seen: _totals(p, seen) / _totals(q, seen),
    "You give the difference of the probabilities; their share is wanted.": (
        lambda p, q, seen: _totals(p, seen) - _totals(q, seen)
    ),
    "You answer 0 or 1. The best discriminator says how probable it is.": (
        lambda p, q, seen: (_totals(p, seen) > _totals(q, seen)).to(p.dtype)
    ),
    "You say 1/2 everywhere. It says so only where both sides draw what is seen "
    "equally often.": lambda p, q, seen: torch.full_like(p, 0.5),
    "Where nobody draws what is seen the answer is 1/2, not 0 and not 1.": (
        lambda p, q, seen: any_of(
            *(
                torch.where(_totals(p + q, seen) > 0, _best(p, q, seen), answer)
                for answer in (0.0, 1.0)
            )
        )
    ),
    "Where one side never draws what is seen, and the other one does, the answer is 0 "
    "or 1; it is 1/2 only where neither does.": lambda p, q, seen: torch.where(
        (_totals(p, seen) > 0) & (_totals(q, seen) > 0), _best(p, q, seen), 0.5
    ),
    "An image that nobody draws may look like one that is drawn. What counts is how "
    "often the thing *seen* comes up.": lambda p, q, seen: torch.where(
        p + q > 0, _best(p, q, seen), 0.5
    ),
    "A small total is not 0 for being small, and nothing may be added to it: only "
    "where it is exactly 0 the answer is 1/2.": lambda p, q, seen: any_of(
        *_with_small_numbers(_totals(p, seen), _totals(q, seen))
    ),
    "The numbers in `seen` are names: -3 and 3 are two of them, so are 5 and 1005, or "
    "2**24 and 2**24 + 1, which float32 can't tell apart.": lambda p, q, seen: any_of(
        *(
            _best(p, q, names)
            for names in (seen.abs(), seen.float(), seen % 1000, seen % 100)
        )
    ),
    "You give the probability that a real image is seen so; set it against that of "
    "the generated ones.": lambda p, q, seen: _totals(p, seen),
    "You return one answer for each thing seen; one for each image is wanted, in the "
    "order given.": lambda p, q, seen: _best(p, q, seen)[seen.argsort(stable=True)],
    "You join images that stand beside each other; those belong together of which the "
    "same number is seen.": lambda p, q, seen: _best(
        p, q, torch.cumsum(torch.cat([seen.new_zeros(1), seen.diff().ne(0).long()]), 0)
    ),
}


def _with_small_numbers(real, fake):
    """Yield the answers of those who fear a division by 0, with all small numbers."""
    for power in range(-12, -1):
        small = 10.0**power
        yield torch.where(real + fake > small, _share(real, fake), 0.5)
        yield (real + small) / (real + fake + 2 * small)
        yield (real + small) / (real + fake + small)
        yield real / (real + fake + small)
        yield real / (real + fake).clamp_min(small)
