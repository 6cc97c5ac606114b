"""The checks of lesson 05's exercises."""

from numbers import Integral

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from msgan_lib.data import IMAGE_SIZE
from msgan_lib.lesson.checks import Wrong, agree, exercise, expect, expect_tensor
from msgan_lib.lesson.expect import SHORT, expect_right, kind, shown
from msgan_lib.noise_paths import spherical_path, straight_path

# The size of a transposed convolution, and how many numbers it learns.

# Side, kernel, stride, padding, channels: kernels smaller than the stride, as large,
# larger; maps of one number; as many maps in as out, and not.
LAYERS = (
    *((7, 4, 2, 1, (64, 32)), (5, 3, 2, 1, (4, 6)), (5, 3, 2, 0, (6, 4))),
    *((1, 4, 2, 0, (3, 1)), (3, 2, 3, 0, (1, 5)), (6, 2, 2, 0, (2, 2))),
    *((4, 5, 3, 2, (1, 1)), (8, 3, 1, 1, (2, 7)), (2, 6, 4, 1, (5, 3))),
)


@exercise("05_predict_transposed", points=1)
def check_predict_transposed(predict_transposed, stream):
    """First the side, then the parameters, since each has mistakes of its own."""
    inputs = [*LAYERS, *(_drawn_layer(stream) for _ in range(6))]

    def part(place):
        return lambda *given: _pair(predict_transposed(*given))[place]

    told = {"told": lambda *given: f"For `predict_transposed{given}`"}
    expect_right(part(0), inputs, _side, _MISTAKES_OF_SIDE, **told)
    expect_right(part(1), inputs, _weights, _MISTAKES_OF_WEIGHTS, **told)


def _drawn_layer(stream):
    def draw(low, high):
        return int(torch.randint(low, high + 1, (), generator=stream))

    kernel = draw(2, 6)
    channels = (draw(1, 9), draw(1, 9))
    return draw(2, 9), kernel, draw(1, 4), draw(0, (kernel - 1) // 2), channels


def _pair(result):
    expect(result is not None, "The result is None: is a `return` missing?")
    expect(
        isinstance(result, tuple | list) and len(result) == 2,
        "The result must be a pair, the side and the number of parameters; yours is "
        f"{kind(result)}.",
    )
    # A whole number of any kind will do, of Python, NumPy or PyTorch.
    plain = [
        value.item()
        if isinstance(value, torch.Tensor | np.ndarray | np.generic)
        and value.shape == ()
        else value
        for value in result
    ]
    for value in plain:
        expect(
            isinstance(value, Integral) and not isinstance(value, bool),
            "Side and number of parameters are whole numbers, so a layer of 9 x 9 "
            f"has the side 9; you return {shown(value)}, {kind(value)}.",
        )
    return plain


def _side(side, kernel, stride, padding, channels):
    return (side - 1) * stride + kernel - 2 * padding


def _weights(side, kernel, stride, padding, channels):
    return channels[0] * channels[1] * kernel * kernel + channels[1]


_MISTAKES_OF_SIDE = {
    "The side comes first, then the number of parameters; you return them the other "
    "way round.": lambda n, k, s, p, c: _weights(n, k, s, p, c),
    "One side is asked for, not the number of pixels.": (
        lambda n, k, s, p, c: _side(n, k, s, p, c) ** 2
    ),
    "You cut off one pixel on each side, whatever `padding` is.": (
        lambda n, k, s, p, c: (n - 1) * s + k - 2
    ),
    "The last stamp ends after `kernel` pixels, also where the stride is larger.": (
        lambda n, k, s, p, c: (n - 1) * s + max(k, s) - 2 * p
    ),
    "That is the side after an ordinary convolution, which shrinks a map; a transposed "
    "one enlarges it.": lambda n, k, s, p, c: (n + 2 * p - k) // s + 1,
    "The stamps overlap or leave gaps: `side * stride` is right only where the kernel "
    "is as large as the stride.": lambda n, k, s, p, c: n * s,
    "Padding is cut off from the result; you add it.": (
        lambda n, k, s, p, c: (n - 1) * s + k + 2 * p
    ),
    "Padding is cut off on both sides, not on one.": (
        lambda n, k, s, p, c: (n - 1) * s + k - p
    ),
    "The padding is missing: it is cut off on both sides.": (
        lambda n, k, s, p, c: (n - 1) * s + k
    ),
    "From the first of `side` stamps to the last one there are `side - 1` steps, not "
    "`side`.": lambda n, k, s, p, c: n * s + k - 2 * p,
    "The last stamp has `kernel` pixels: its whole kernel counts, not `kernel - 1` of "
    "it.": lambda n, k, s, p, c: (n - 1) * s + k - 1 - 2 * p,
}

_MISTAKES_OF_WEIGHTS = {
    "The biases are missing, one for every map that comes out.": (
        lambda n, k, s, p, c: c[0] * c[1] * k * k
    ),
    "There is a bias for every map that comes *out*, not for every one that goes in.": (
        lambda n, k, s, p, c: c[0] * c[1] * k * k + c[0]
    ),
    "There is a bias for every map that comes out, not one for the whole layer.": (
        lambda n, k, s, p, c: c[0] * c[1] * k * k + 1
    ),
    "A bias belongs to a map that comes out; you count one for every kernel.": (
        lambda n, k, s, p, c: c[0] * c[1] * (k * k + 1)
    ),
    "A kernel has `kernel` x `kernel` numbers.": (
        lambda n, k, s, p, c: c[0] * c[1] * k + c[1]
    ),
    "Every pair of maps has a kernel: those that go in times those that come out.": (
        lambda n, k, s, p, c: c[1] * k * k + c[1]
    ),
    "Every map that goes in has a kernel for every one that comes out: multiply the "
    "two numbers, don't add them.": (
        lambda n, k, s, p, c: (c[0] + c[1]) * k * k + c[1]
    ),
    "The kernels belong to pairs of maps in and maps out; you use the number of maps "
    "out twice.": lambda n, k, s, p, c: c[1] * c[1] * k * k + c[1],
    "A bias is one number for a whole map, not one for each of its pixels.": (
        lambda n, k, s, p, c: c[0] * c[1] * k * k + c[1] * _side(n, k, s, p, c) ** 2
    ),
    "A kernel is used at every place with the same weights; the side does not count.": (
        lambda n, k, s, p, c: c[0] * c[1] * k * k * n * n + c[1]
    ),
}


# Weights that make a checkerboard of a constant.

BOARD = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
MISTAKES_OF_CELLS = {  # what the four kinds of pixels get, by what there is to say
    "Your board is the other way round: 1 belongs where row plus column is even.": (
        1 - BOARD
    ),
    "Your output has upright stripes; a board changes from row to row too.": (
        torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    ),
    "Your output has flat stripes; a board changes from column to column too.": (
        torch.tensor([[1.0, 1.0], [0.0, 0.0]])
    ),
    "Your output has 1 where row and column are both even, and nowhere else; odd rows "
    "have their ones too.": torch.tensor([[1.0, 0.0], [0.0, 0.0]]),
    "Your output goes from -1 to 1; a board of 0 and 1 is asked for.": 2 * BOARD - 1,
}


@exercise("05_checkerboard_kernel", points=1)
def check_checkerboard_kernel(checkerboard_kernel, stream):
    """A layer with these weights is given a constant."""
    cells = {}
    for kernel in (4, 3, 2, 5, 6):
        weights = checkerboard_kernel(kernel)
        expect(
            getattr(weights, "dtype", None) != torch.bool,
            "The weights must be floats; yours are True and False: use `.float()`.",
        )
        expect_tensor(weights, (kernel, kernel), f"For a kernel of {kernel} the result")
        expect(
            weights.is_floating_point(),
            f"The weights must be floats, as 1.0 is; yours are {weights.dtype}.",
        )
        cells[kernel] = _cells(weights.detach())
    for message, wrong in MISTAKES_OF_CELLS.items():
        expect(not all(agree(cell, wrong) for cell in cells.values()), message)
    counts = {kernel: _cells(torch.ones(kernel, kernel)) for kernel in cells}
    expect(
        not all(agree(cells[kernel], counts[kernel]) for kernel in cells),
        "With all weights 1 the output counts the stamps: for even kernels it is the "
        "same everywhere, for odd ones nowhere 0.",
    )
    for kernel, cell in cells.items():
        told = f"With your kernel of {kernel} the output is"
        expect(
            not agree(cell, cell[0, 0].expand(2, 2)),
            f"{told} {shown(cell[0, 0])} everywhere: no pattern at all.",
        )
        times = cell[0, 0]
        expect(
            agree(cell, BOARD) or not times or not agree(cell, times * BOARD),
            f"{told} a board of {shown(times)} and 0, not of 1 and 0: weights that "
            "fall on one kind of pixel add up, and their sum must be 1.",
        )
        expect(
            agree(cell, BOARD),
            f"{told} {shown(cell[0])} in even rows and {shown(cell[1])} in odd ones, "
            "repeated; it must be [1.0, 0.0] and [0.0, 1.0].",
        )


def _cells(weights):
    """Return what pixels of even and odd rows and columns get of ones: (2, 2)."""
    ones = torch.ones(1, 1, 12, 12, dtype=weights.dtype)
    stamped = F.conv_transpose2d(ones, weights[None, None], stride=2)
    return stamped[0, 0, 10:12, 10:12]


# A generator, built from layers.

SPREAD = 0.01  # how much a pixel must differ from z to z, on average
MOST_PARAMETERS = 1_000_000
CUT_OFF = 0.05  # the share of pixels that may be exactly 0 or 1
NEARLY_WHOLE = IMAGE_SIZE - 2  # a side that lacks a border, which padding may add


@exercise("05_build_generator", points=3)
def check_build_generator(build_generator, stream):
    """What comes out, what moves it, what learns; with other numbers in z."""
    for latent_size, n in ((64, 64), (10, 16)):
        network = build_generator(latent_size)
        _expect_module(network)
        z = torch.randn(n, latent_size, generator=stream).requires_grad_()
        x = _expect_images(network.train(), z)
        _expect_new(network, build_generator(latent_size))
        _expect_connected(network, z, x)
        _expect_operations(network.eval(), z.detach()[:16])
        _expect_different_images(x.detach())
        _expect_images_of_their_own(network.eval(), z.detach())


def _expect_module(network):
    expect(network is not None, "The result is None: is a `return` missing?")
    expect(
        not isinstance(network, torch.Tensor),
        "You return images; the network is wanted that makes them.",
    )
    expect(
        isinstance(network, nn.Module),
        f"The result must be an `nn.Module`, not {kind(network)}.",
    )
    expect(
        not any(map(nn.parameter.is_lazy, network.parameters())),
        "A lazy layer has no weights yet: run the network once on some z before you "
        "return it.",
    )
    count = sum(parameter.numel() for parameter in network.parameters())
    expect(count, "The network has no parameters: nothing in it can learn.")
    expect(
        count <= MOST_PARAMETERS,
        f"The network has {count:,} parameters; {MOST_PARAMETERS:,} are the most.",
    )


def _expect_images(network, z, most=CUT_OFF):
    """Return the images of z; raises Wrong where they are none."""
    mode = "training" if network.training else "evaluation"
    given = f"In {mode} mode, for {len(z)} z of {z.shape[1]} numbers,"
    try:
        x = network(z)
    except Exception as error:
        raise Wrong(
            f"{given} your network stops: {type(error).__name__}: {error}"
        ) from None
    expect_tensor(x, (len(z), 1, IMAGE_SIZE, IMAGE_SIZE), f"{given} the result")
    low, high = (limit.item() for limit in x.detach().aminmax())
    expect(
        low >= 0 or high > 1 + 1e-6,
        f"Pixels must lie between 0 and 1; yours reach down to {low:.2f}: is the last "
        "function a tanh?",
    )
    expect(
        low >= 0 and high <= 1 + 1e-6,
        f"Pixels must lie between 0 and 1; yours reach from {low:.2f} to {high:.2f}: a "
        "function at the end must see to that.",
    )
    cut = ((x == 0) | (x == 1)).float().mean().item()
    expect(
        cut <= most,
        f"{cut:.0%} of your pixels are exactly 0 or 1: they are cut off, and where a "
        "number is cut off no gradient passes. A sigmoid never cuts.",
    )
    return x


def _expect_new(network, other):
    expect(
        other is not network,
        "A second call must return another network, not the same one again.",
    )
    for one, two in zip(network.parameters(), other.parameters(), strict=False):
        if one.dim() > 1:
            expect(
                one.shape != two.shape or not torch.equal(one, two) or not one.any(),
                "Two calls give networks with the same first weights: seed nothing "
                "inside the function.",
            )


def _expect_connected(network, z, x):
    """Raise Wrong unless z and every parameter have a part in the images x."""
    expect(
        x.requires_grad,
        "No gradient passes through the network: is there a `detach` or a `no_grad` in "
        "it?",
    )
    names = {id(p): name for name, p in network.named_parameters()}
    learnt = _leaves(x) - {id(z)}
    expect(
        learnt <= names.keys(),
        "The images depend on weights that `network.parameters()` does not know, so no "
        "optimizer moves them: put layers into `nn.Sequential` or `nn.ModuleList`, not "
        "into a list, and make them once.",
    )
    for name, parameter in network.named_parameters():
        expect(
            parameter.requires_grad,
            f"`{name}` is frozen: it has `requires_grad=False`, and never learns.",
        )
        expect(
            id(parameter) in learnt,
            f"`{name}` has no part in the images: its layer is made, but not used, or "
            "its gradient is cut off.",
        )
    scales = [
        layer.weight
        for layer in network.modules()
        if isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d) and layer.affine
    ]
    expect(
        all(scale.any() for scale in scales),
        "The scales of a batch normalisation are all 0, so nothing of what comes "
        "before it passes: they must start at 1.",
    )
    pull = torch.randn(x.shape, generator=torch.Generator().manual_seed(0))
    (pull * x).sum().backward()
    moved = z.grad is not None and z.grad.any()
    for name, parameter in network.named_parameters():
        expect(
            moved or parameter.dim() == 1 or parameter.any(),
            f"`{name}` is 0 everywhere, so nothing of z passes: PyTorch's own first "
            "weights would do.",
        )
    expect(moved, "All z give the same image: z has no part in it.")
    expect(
        not agree(z.grad, z.grad[:, :1].expand_as(z.grad), 0),
        "All numbers of z do the same, as if you had added them up: each must have "
        "weights of its own.",
    )
    unread = (z.grad.abs().amax(dim=0) == 0).sum().item()
    expect(
        not unread,
        f"{unread} of the {z.shape[1]} numbers of z move nothing: the network must "
        "read all of them.",
    )
    for name, parameter in network.named_parameters():
        if parameter.dim() > 1:
            expect(
                parameter.grad is not None and parameter.grad.any(),
                f"`{name}` gets a gradient of 0 everywhere: what follows it passes "
                "nothing on.",
            )
    expect(
        any(parameter.dim() == 4 for parameter in network.parameters()),
        "There is no convolution: for a dense layer no pixels are neighbours. Make "
        "small maps, enlarge, convolve.",
    )


class _Operations(TorchDispatchMode):
    """What a network really computes, whatever its layers are called.

    It notes convolutions, as (side of the result, of the kernel, transposed?), and how
    maps are enlarged, as (way, side of the result). What convolution number `louder`
    gives is brought to the mean 0 and the standard deviation 3.
    """

    def __init__(self, louder=None):
        super().__init__()
        self.louder, self.convolutions, self.enlarged = louder, [], []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        name = function._schema.name.removeprefix("aten::").lstrip("_")
        if name == "convolution":
            x, weight, transposed = args[0], args[1], args[6]
            if x.dim() == 4 and _repeats_pixels(x):
                self.enlarged.append(("repeated", x.shape[-1]))
            if len(self.convolutions) == self.louder:
                result = 3 * (result - result.mean()) / result.std().clamp_min(1e-12)
            sides = result.shape[-1], max(weight.shape[2:])
            self.convolutions.append((*sides, transposed))
        elif name.startswith("upsample") and args[0].shape[-1] < NEARLY_WHOLE:
            self.enlarged.append((name.removeprefix("upsample_"), result.shape[-1]))
        return result


def _repeats_pixels(x):
    """Return whether maps consist of squares of four equal pixels, but for edges."""
    for edge in (0, 1):
        side = x.shape[-1] - x.shape[-1] % 2 - edge
        inner = x[..., edge:side, edge:side]
        first = inner[..., ::2, ::2]
        squares = first.repeat_interleave(2, dim=-1).repeat_interleave(2, dim=-2)
        if torch.equal(inner, squares) and first.numel() > 1 and first.std() > 0:
            return True
    return False


@torch.no_grad()
def _expect_operations(network, z):
    """Raise Wrong unless maps are enlarged, then convolved, up to black and white."""
    with _Operations() as seen:
        x = _expect_images(network, z)
    expect(
        not any(transposed for *_, transposed in seen.convolutions),
        "There is a transposed convolution; enlarge first, then convolve.",
    )
    allowed = ("nearest", "bilinear", "repeated")
    ways = {way for way, side in seen.enlarged if side >= NEARLY_WHOLE}
    expect(
        any(way.startswith(allowed) for way in ways),
        "No small maps are enlarged to the size of the image by repeating pixels or "
        "bilinearly; nn.Upsample does it.",
    )
    sides = [side for side, kernel, _ in seen.convolutions if kernel > 1]
    expect(
        sides,
        "All your kernels are 1 x 1, which see no neighbours: take 3 x 3, say.",
    )
    expect(
        max(sides) >= NEARLY_WHOLE and not _repeats_pixels(x),
        "After the last enlargement a convolution with a kernel larger than 1 must "
        f"follow; yours work on maps of {max(sides)} x {max(sides)} at most.",
    )
    # A steep sigmoid rounds some of so large numbers; a clamp cuts a third of them off.
    with _Operations(louder=len(seen.convolutions) - 1):
        x = _expect_images(network, z, most=0.15)
    low, high = (limit.item() for limit in x.aminmax())
    said = (
        f"However large the last convolution's numbers are, pixels only reach from "
        f"{low:.2f} to {high:.2f}; they must get near 0 and near 1:"
    )
    expect(
        low < 0.4 or high < 0.9,
        f"{said} is there a ReLU before the sigmoid?",
    )
    expect(
        low < 0.1 and high > 0.9,
        f"{said} is there a second sigmoid, or something else before the last one?",
    )


def _leaves(x):
    """Return the ids of the tensors with gradients that `x` was computed from."""
    leaves, seen, left = set(), set(), [x.grad_fn]
    while left:
        node = left.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable"):
            leaves.add(id(node.variable))
        left += [before for before, _ in node.next_functions]
    return leaves


def _expect_different_images(x):
    spread = x.std(dim=0)
    still = (spread == 0).sum().item()
    expect(
        not still,
        f"{still} of 784 pixels are the same for all z: they must move with z too.",
    )
    mean = spread.mean().item()
    expect(
        mean >= SPREAD,
        f"Images of different z are too much alike: a pixel differs by {mean:.4f}, and "
        f"{SPREAD} is asked for. Is batch normalisation missing after a layer?",
    )


@torch.no_grad()
def _expect_images_of_their_own(network, z):
    alone = _expect_images(network, z[:1])
    together, again = network(z[:8]), network(z[:8])
    expect(
        torch.equal(together, again),
        "In evaluation mode the same z gives another image each time: is there noise "
        "or dropout that goes on?",
    )
    expect(
        agree(alone[0], together[0], atol=1e-4),
        "In evaluation mode the image of a z depends on the other z in its batch: the "
        "statistics of the batch must be those that training remembered.",
    )


# A path on the sphere.

# Pairs, numbers of z: more of either, as many of both, one of anything.
SHAPES_OF_SLERP = ((3, 4), (5, 64), (1, 2), (4, 4), (1, 64), (2, 7), (40, 3))
SHARES = (0.5, 0.25, 0.0, 1.0, 0.8)


@exercise("05_slerp", points=2)
def check_slerp(slerp, stream):
    """Random pairs, some of equal direction, of equal lengths and of others."""
    inputs = []
    for number, shape in enumerate(SHAPES_OF_SLERP):
        z_start, z_end = (_z(shape, stream) for _ in range(2))
        if number % 2:  # all z of one length
            z_start, z_end = (
                3 * z / z.norm(dim=1, keepdim=True) for z in (z_start, z_end)
            )
        inputs.append((z_start, z_end, SHARES[number % len(SHARES)]))
        inputs.append((z_start, z_end, torch.rand((), generator=stream).item()))
    for times in (1.0, 2.5):  # equal directions alone, and among others
        # So many that rounding puts some of the cosines above 1.
        z = _z((60, 64), stream)
        inputs.append((z, times * z, 0.3))
        z, other = (_z((2, 5), stream) for _ in range(2))
        inputs.append(
            (torch.cat([z, other]), torch.cat([times * z, other.flip(0)]), 0.6)
        )
    z, other = (_z((4, 64), stream) for _ in range(2))  # long, and 8 degrees apart
    aside = other - z * (z * other).sum(1, keepdim=True) / _length(z) ** 2
    near = z + 0.15 * aside / _length(aside) * _length(z)
    inputs.append((10 * z, 10 * near, 0.5))
    expect_right(
        slerp,
        inputs,
        spherical_path,
        _MISTAKES_OF_SLERP,
        told=_told_of_slerp,
        read=_points,
        atol=2e-3,
        rtol=1e-3,
    )


def _z(shape, stream):
    """Return z with one decimal, none of length 0; no two point in opposite ways."""
    z = (10 * torch.randn(shape, generator=stream)).round() / 10
    z[:, 0] = z[:, 0].abs() + 0.5
    return z


def _points(result, z_start, z_end, share):
    expect(
        not (isinstance(result, torch.Tensor) and result.isnan().any()),
        "Some of your points are NaN. Where both z point in the same direction the "
        "sine of the angle is 0, so the straight path must be taken there; and "
        "rounding may put a cosine above 1.",
    )
    expect_tensor(result, tuple(z_start.shape))
    expect(
        result.dtype == z_start.dtype,
        f"The points must be {z_start.dtype}, as both z are; yours are {result.dtype}.",
    )
    return result


def _told_of_slerp(z_start, z_end, share):
    if z_start.numel() <= SHORT:
        return (
            f"For `z_start` {shown(z_start)}, `z_end` {shown(z_end)} and `share` "
            f"{share:.3g}"
        )
    return f"For {len(z_start)} pairs of {z_start.shape[1]} numbers"


def _length(z):
    return z.norm(dim=1, keepdim=True)


def _stretched(z_start, z_end, share):
    """Return the straight path, stretched to the length that lies between both."""
    z = straight_path(z_start, z_end, share)
    return z / _length(z) * straight_path(_length(z_start), _length(z_end), share)


def _of_angle(angle_of):
    """Return the spherical path with another angle between the two."""

    def path(z_start, z_end, share):
        angle = angle_of(z_start, z_end)
        curved = ((1 - share) * angle).sin() * z_start + (share * angle).sin() * z_end
        straight = straight_path(z_start, z_end, share)
        return torch.where(angle > 1e-3, curved / angle.sin(), straight)

    return path


def _angle(z_start, z_end):
    cosine = (z_start * z_end).sum(dim=1, keepdim=True)
    return (cosine / _length(z_start) / _length(z_end)).clamp(-1, 1).acos()


def _angle_of_all(z_start, z_end):
    return _angle(z_start.flatten()[None], z_end.flatten()[None])


def _unit(z_start, z_end, share):
    return spherical_path(z_start / _length(z_start), z_end / _length(z_end), share)


def _chosen(wants_straight):
    """Return a path that is straight where `wants_straight(angle)`."""

    def path(z_start, z_end, share):
        straight = straight_path(z_start, z_end, share)
        curved = spherical_path(z_start, z_end, share)
        return torch.where(wants_straight(_angle(z_start, z_end)), straight, curved)

    return path


_MISTAKES_OF_SLERP = {
    "That is the straight path.": straight_path,
    "Each pair decides for itself: you take the straight path for all of them once a "
    "single pair has the angle 0.": _chosen(lambda angle: (angle < 1e-3).any()),
    "The straight path is wanted only where the angle is 0; you take it at 8 degrees "
    "too.": _chosen(lambda angle: angle < 0.2),
    "Where both point in the same direction the path still goes on to `z_end`, "
    "straight; yours stays at `z_start`.": lambda a, b, share: torch.where(
        _angle(a, b) < 1e-3, a, spherical_path(a, b, share)
    ),
    "You go halfway, whatever `share` is.": (
        lambda a, b, share: spherical_path(a, b, 0.5)
    ),
    "Sines take angles in radians, as `acos` gives them; yours are in degrees.": (
        _of_angle(lambda a, b: _angle(a, b).rad2deg())
    ),
    "You take the cosine for the angle: `acos` is missing.": (
        _of_angle(lambda a, b: _angle(a, b).cos())
    ),
    "The product over the lengths is the cosine of the angle, not its sine: take "
    "`acos`, not `asin`.": _of_angle(lambda a, b: _angle(a, b).cos().asin()),
    "An angle may be more than 90 degrees: clamp the cosine at -1, not at 0.": (
        _of_angle(lambda a, b: _angle(a, b).clamp_max(torch.pi / 2))
    ),
    "The whole sum is divided by the sine of the angle; you divide only its second "
    "part.": lambda a, b, share: torch.where(
        _angle(a, b) < 1e-3,
        straight_path(a, b, share),
        ((1 - share) * _angle(a, b)).sin() * a
        + (share * _angle(a, b)).sin() * b / _angle(a, b).sin(),
    ),
    "You go from `z_end` to `z_start`: at a share of 0 the path is at `z_start`.": (
        lambda a, b, share: spherical_path(b, a, share)
    ),
    "You stretch the straight path. Its points lie on the sphere, but not at the right "
    "share of the angle.": _stretched,
    "Your points have the length 1: the formula takes both z as they are, with their "
    "lengths. Only the angle comes from their directions.": _unit,
    "All your points are as long as `z_start`. The two z have different lengths, and "
    "the formula takes them as they are.": (
        lambda a, b, share: _length(a) * _unit(a, b, share)
    ),
    "Each pair has its own angle; you take one angle for the whole batch.": (
        _of_angle(_angle_of_all)
    ),
    "Each pair has its own angle; you take the mean of all.": (
        _of_angle(lambda a, b: _angle(a, b).mean(dim=0, keepdim=True))
    ),
    "Each pair has its own angle; you take that of the first pair.": (
        _of_angle(lambda a, b: _angle(a[:1], b[:1]))
    ),
    "The cosine needs both lengths: divide the product by them before `acos`.": (
        _of_angle(lambda a, b: (a * b).sum(dim=1, keepdim=True).clamp(-1, 1).acos())
    ),
    "You do not divide by the sine of the angle.": (
        lambda a, b, share: torch.where(
            _angle(a, b) > 1e-3,
            spherical_path(a, b, share) * _angle(a, b).sin(),
            straight_path(a, b, share),
        )
    ),
}
