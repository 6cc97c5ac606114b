"""Images as sequences of bands, several rows a step."""

import torch

from msgan_lib.course.checks import exercise, expect_tensor
from msgan_lib.course.exercises._cases import expect_right
from msgan_lib.course.expectations import SHORT, shown

# Images, steps, rows of a band, columns: high and wide, square, one of anything.
SIZES = (
    *((1, 3, 2, 2), (3, 4, 2, 5), (2, 5, 3, 2), (5, 2, 3, 4), (4, 5, 1, 6)),
    *((2, 1, 3, 3), (2, 1, 4, 3), (1, 6, 1, 6), (1, 4, 1, 3), (2, 2, 2, 4)),
    *((3, 3, 3, 3), (2, 3, 2, 1), (1, 1, 1, 1), (2, 7, 4, 28), (2, 4, 7, 30)),
)


@exercise("03_bands", points=1)
def check_bands(bands, stream):
    """Every pixel stands in its place."""
    inputs = [
        (_images(batch, steps * height, width, stream), height)
        for batch, steps, height, width in SIZES
    ]
    expect_right(bands, inputs, _truth, _MISTAKES, told=_told, read=_a_tensor)


def _images(batch, rows, width, stream):
    """Return images of numbers such as 1.5, each number once: short to print."""
    order = torch.randperm(batch * rows * width, generator=stream)
    return order.reshape(batch, 1, rows, width) / 2


def _truth(x, height):
    batch, _, rows, width = x.shape
    return x.reshape(batch, rows // height, height * width)


def _a_tensor(found, x, height):
    expect_tensor(found)
    return found


def _told(x, height):
    batch, _, rows, width = x.shape
    given = f"For {batch} image{'s' * (batch > 1)} of {rows} x {width} pixels"
    given += f", {shown(x)}," * (x.numel() <= SHORT)
    return f"{given} and `height={height}`"


def _steps(x, height):
    return x.shape[2] // height


def _squeezed(x, height):
    rows = x.squeeze()
    *images, high, wide = rows.shape
    return rows.reshape(*images, high // height, height * wide)


_MISTAKES = {
    "The axis of the images must stay, even for one image: `squeeze()` drops every "
    "axis of length 1, `squeeze(1)` that of the channels alone.": _squeezed,
    "The axis of the channels is still there; a sequence has three axes: images, time "
    "steps and pixels.": lambda x, height: _truth(x, height).unsqueeze(1),
    "The first axis must count the images, not the time steps.": (
        lambda x, height: _truth(x, height).transpose(0, 1)
    ),
    "The rows of a band must be put one behind the other; yours have an axis still.": (
        lambda x, height: x.squeeze(1).unflatten(1, (_steps(x, height), height))
    ),
    "A band keeps all its pixels; you made one row of them, their mean.": (
        lambda x, height: x.squeeze(1).unflatten(1, (-1, height)).mean(2)
    ),
    "A band keeps all its pixels; you made one row of them, their sum.": (
        lambda x, height: x.squeeze(1).unflatten(1, (-1, height)).sum(2)
    ),
    "`height` is how many rows a band has, not how many bands there are.": (
        lambda x, height: x.reshape(len(x), height, -1)
    ),
    "That is row by row, as with `height=1`; a band has `height` rows.": (
        lambda x, height: x.squeeze(1)
    ),
    "Each image must stay apart; you put all bands into one sequence.": (
        lambda x, height: x.reshape(-1, height * x.shape[3])
    ),
    "Each time step must stay apart; you made one row of each whole image.": (
        lambda x, height: x.flatten(1)
    ),
    "Your bands overlap: each must begin where the one before it ends.": (
        lambda x, height: x.squeeze(1).unfold(1, height, 1).transpose(2, 3).flatten(2)
    ),
    "You read the image column by column: the axes were swapped before the rows were "
    "put together.": (
        lambda x, height: x.transpose(2, 3).reshape(_truth(x, height).shape)
    ),
    "The bands must hold neighbouring rows; yours take the rows that are as far apart "
    "as there are steps.": (
        lambda x, height: (
            x.squeeze(1)
            .unflatten(1, (height, _steps(x, height)))
            .transpose(1, 2)
            .flatten(2)
        )
    ),
    "Within a band your pixels go down the columns; they must go along its first row, "
    "then along the next.": (
        lambda x, height: (
            x.squeeze(1).unflatten(1, (-1, height)).transpose(2, 3).flatten(2)
        )
    ),
    "The images are mixed: the shape is right, but pixels of different images stand "
    "in one sequence. Keep the axis of the images in front.": (
        lambda x, height: x.reshape(_steps(x, height), len(x), -1).transpose(0, 1)
    ),
    "The last band comes first; the time steps go from the top of the image to its "
    "bottom.": lambda x, height: _truth(x, height).flip(1),
    "Within a band the last row comes first; it must begin with its upper row.": (
        lambda x, height: x.squeeze(1).unflatten(1, (-1, height)).flip(2).flatten(2)
    ),
}
