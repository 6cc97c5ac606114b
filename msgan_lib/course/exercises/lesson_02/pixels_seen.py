"""Pixels seen: from which to which pixel of the image one number sees."""

import functools
import numbers

import torch

from msgan_lib.course.checks import (
    Case,
    any_of,
    exercise,
    expect,
    expect_truth,
)
from msgan_lib.course.expectations import kind
from msgan_lib.networks import receptive_fields


@exercise("02_pixels_seen", points=2)
def check_pixels_seen(pixels_seen, stream):
    """The first and last pixel that one number of a feature map sees."""
    cases = []
    for layers, position in _asked(stream):
        found = _pair(pixels_seen(list(layers), position))
        truth = receptive_fields.pixels_seen(layers, position)
        told = f"For the layers {layers} and position {position}"
        mistakes = functools.partial(_wrong_pixels, layers, position, truth)
        cases.append(Case(told, found, truth, mistakes))
    expect_truth(cases, atol=0.1, rtol=0)


def _asked(stream):
    """Yield layers (kernel, stride, padding) and a position: each kind on purpose."""
    yield [(3, 1, 0)], _draw(3, 9, stream)
    yield [(_draw(4, 7, stream), 3, 1)], _draw(3, 9, stream)
    # Several strides, in several places; kernels differ, so that the order matters.
    for strides in ((1, 2, 3), (2, 2), (3, 1, 2, 2), (2, 3, 1), (1, 1, 1), (2, 1)):
        kernels = torch.randperm(6, generator=stream)[: len(strides)] + 1
        layers = [
            (int(kernel), stride, _draw(1, 3, stream))
            for kernel, stride in zip(kernels, strides, strict=True)
        ]
        yield layers, _draw(5, 9, stream)
        yield layers, 0
    # Even and odd kernels, a layer of 1 x 1, no padding at all; the lesson's network.
    yield [(1, 1, 0), (2, 2, 0), (5, 1, 2)], _draw(1, 9, stream)
    yield [(3, 2, 1), (3, 2, 1), (5, 3, 2)], _draw(25, 35, stream)
    yield [(3, 1, 0), (2, 2, 0), (4, 3, 0)], _draw(1, 9, stream)
    yield [(2, 3, 0), (1, 2, 1), (3, 1, 1)], _draw(1, 9, stream)  # with gaps
    conv, pool = (3, 1, 1), (2, 2, 0)
    yield [conv, pool, conv, pool, conv, conv], _draw(0, 6, stream)


def _draw(low, high, stream):
    return int(torch.randint(low, high + 1, (), generator=stream))


def _pair(found):
    expect(found is not None, "The result is None: is a `return` missing?")
    told = "must be two whole numbers, the first and the last pixel"
    if isinstance(found, torch.Tensor) or type(found).__module__ == "numpy":
        found = found.tolist()
    expect(isinstance(found, tuple | list), f"The result is {kind(found)}, but {told}.")
    expect(len(found) == 2, f"The result has length {len(found)}, but {told}.")
    for number in found:
        if isinstance(number, torch.Tensor) and number.shape == ():
            number = number.item()
        whole = isinstance(number, numbers.Integral) and not isinstance(number, bool)
        expect(whole, f"{number!r} is {kind(number)}; the result {told}.")
    return tuple(int(number) for number in found)


def _wrong_pixels(layers, position, truth):
    """Return what known mistakes give, by what there is to say about them."""
    first, last = truth
    size = last - first + 1
    unpadded = _walk([(k, s, 0) for k, s, _ in layers], position)
    strongest, begin, wide = 1, 0, 1
    for kernel, stride, padding in layers:  # strides that do not multiply
        begin, wide = begin - padding * strongest, wide + (kernel - 1) * strongest
        strongest = max(strongest, stride)
    begin += position * strongest
    return {
        "You leave out the padding. It lies before the first number, so every window "
        "begins that much earlier.": unpadded,
        "The padding lies before the first number: take it off, do not add it.": (
            _walk([(k, s, -p) for k, s, p in layers], position)
        ),
        "The order is turned round. The position is known behind the *last* layer: "
        "begin there.": _walk(layers[::-1], position),
        "You leave out the stride: neighbours behind a layer with stride 2 are 2 "
        "numbers apart before it.": _walk([(k, 1, p) for k, _, p in layers], position),
        "Strides multiply: two layers of stride 2 make steps of 4 pixels.": (
            begin,
            begin + wide - 1,
        ),
        "A stride need not be 2; use the one that the layer has.": (
            _walk([(k, 2 if s > 1 else 1, p) for k, s, p in layers], position)
        ),
        "Your last pixel is too far. A window of 3 that begins at 4 ends at 6.": any_of(
            (first, last + 1),
            (first, _walk([(k + 1, s, p) for k, s, p in layers], position)[1]),
        ),
        "Your last pixel comes too early. A window of 3 that begins at 4 ends at 6.": (
            (first, last - 1)
        ),
        "You move the first pixel by the padding, but not the last.": (
            first,
            unpadded[1],
        ),
        "You cut off what lies in the padding; leave it in, even below 0.": any_of(
            (max(first, 0), last), (max(first, 0), max(last, 0))
        ),
        "You return the first pixel and the number of pixels; the last pixel is "
        "wanted.": (first, size),
        "You return the last pixel before the first.": (last, first),
        "You count pixels from 1. Positions and pixels begin with 0.": (
            (first + 1, last + 1)
        ),
        "You look at the last layer alone: go on to the layers before it.": (
            _walk(layers[-1:], position)
        ),
        "You look at the first layer alone: begin with the last, and go back to it.": (
            _walk(layers[:1], position)
        ),
        "You leave out one layer, the first or the last.": any_of(
            _walk(layers[1:], position), _walk(layers[:-1], position)
        ),
        "The size is right, the place is not: where does the window of a number "
        "begin?": any_of(
            (position - size // 2, position - size // 2 + size - 1),
            (position, position + size - 1),
        ),
    }


_walk = receptive_fields.pixels_seen
