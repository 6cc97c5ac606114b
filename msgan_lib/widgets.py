"""Interactive views: sliders that call a function of `plots` and print its words.

What a slider shows can be had without it, from the function below. Where nobody can
move a slider, as in a batch run, the first state is drawn once.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from torch import nn

from msgan_lib import plots
from msgan_lib.ground.devices import device_of
from msgan_lib.ground.words import wrapped
from msgan_lib.networks.classifiers import ConvNet
from msgan_lib.networks.receptive_fields import cell_footprint
from msgan_lib.small_games import Moment
from msgan_lib.training.exhibits import Exhibit, Outcome
from msgan_lib.training.gradient_flow import ParameterFlow

FRAME = 700  # milliseconds that a film's picture stays


class Slider(NamedTuple):
    """Where a slider stands first, and between which values it moves, in which steps.

    Whole numbers make a slider of whole numbers.
    """

    first: float
    low: float
    high: float
    step: float = 1
    label: str = ""
    plays: bool = False  # by a button that moves it on and on, as a film


def explore_levels(x: torch.Tensor, num_levels: int = 4) -> None:
    """Move through images (n, 1, height, width) and their levels. Used in lesson 01."""
    explore(
        lambda image, level: plots.show_level(x[image : image + 1], level, num_levels),
        image=Slider(0, 0, len(x) - 1),
        level=Slider(2, 0, num_levels - 1),
    )


def change_levels(x: torch.Tensor, num_levels: int = 4) -> None:
    """Multiply Laplacian levels of one of the images (n, 1, height, width) by factors.

    Used in lesson 01.
    """
    factors = {
        f"factor_{level}": Slider(0 if level == 1 else 1, 0, 3, 0.25, f"level {level}")
        for level in range(num_levels)
    }
    explore(
        lambda image, **factors: plots.show_changed_levels(
            x[image : image + 1], list(factors.values())
        ),
        image=Slider(0, 0, len(x) - 1),
        **factors,
    )


def explore_receptive_fields(network: ConvNet, x: torch.Tensor) -> None:
    """Move one number through the levels of a network: which pixels does it see?

    `x` (n, 1, 28, 28) are images to look at; row and column count cells of 4 x 4
    pixels. Used in lesson 02.
    """
    noise = torch.randn(32, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    noise = noise.to(device_of(network))

    def draw(level: int, row: int, column: int) -> str:
        seen = cell_footprint(network, noise, level, row, column)
        return plots.show_footprints(x[0], {f"level {level}": seen})

    last = len(network.blocks) - 1
    explore(
        draw,
        level=Slider(2, 0, last),
        row=Slider(3, 0, 6, label="row of 4 pixels"),
        column=Slider(3, 0, 6, label="column of 4 pixels"),
    )


def explore_codes(
    decoder: nn.Module,
    codes: torch.Tensor,
    labels: Sequence[int],
    class_names: Sequence[str],
) -> None:
    """Move through the plane of codes (n, 2): what does the decoder draw there?

    `labels` (n,) are the classes of the images that the codes belong to. Used in lesson
    03.
    """
    reach = plots.latent.REACH
    explore(
        lambda first, second: plots.show_decoded_point(
            decoder, codes, labels, class_names, (first, second)
        ),
        first=Slider(0.0, -reach, reach, 0.25, "first number"),
        second=Slider(0.0, -reach, reach, 0.25, "second number"),
    )


def explore_game(moments: Sequence[Moment], first: int = 0) -> None:
    """Move through the moments of a game on the ring: verdicts, fakes and arrows.

    `first` is the number of the moment that is shown at first. Used in lesson 04.
    """
    last = len(moments) - 1
    explore(
        lambda moment: plots.show_moment(moments[moment]),
        moment=Slider(min(first, last), 0, last, label="moment", plays=True),
    )


def explore_paths(generator: nn.Module, z: torch.Tensor) -> None:
    """Move from one z to the next, straight and on a sphere: what is drawn there?

    `z` (n, latent_size), two or more, are the corners of the way. Used in lesson 05.
    """
    explore(
        lambda pair, share: plots.show_path_point(
            generator, z[pair], z[pair + 1], share
        ),
        pair=Slider(0, 0, len(z) - 2, label="pair of z"),
        share=Slider(0.5, 0.0, 1.0, 0.05, "share of the way"),
    )


def explore_greys(x_real: torch.Tensor, x_fake: torch.Tensor) -> None:
    """Show images (n, 1, height, width) of both kinds in 2, 4, 8, ... 256 greys.

    Used in lesson 06.
    """
    explore(
        lambda bits: plots.show_greys(x_real, x_fake, 2**bits),
        bits=Slider(8, 1, 8, label="bits of a pixel"),
    )


def explore_gradient_flow(steps: Mapping[str, Sequence[ParameterFlow]]) -> None:
    """Move through recorded steps, by name: what got a gradient, what moved?

    Each holds what `gradient_flow` returned. Used in lesson 07.
    """
    names = list(steps)
    explore(
        lambda step: plots.show_gradient_flow({names[step]: steps[names[step]]}),
        step=Slider(0, 0, len(names) - 1),
    )


def explore_spoilt(
    spoilt: Sequence[tuple[str, torch.Tensor, Mapping[str, float]]],
    reference: Mapping[str, float],
) -> None:
    """Move through sets of images that are spoilt more and more: what do measures say?

    Of each set its name, some images and its measures; `reference` are those of real
    images. Used in lesson 08.
    """

    def draw(number: int) -> str:
        name, x, values = spoilt[number]
        return plots.show_spoilt(x, values, reference, name)

    explore(draw, number=Slider(0, 0, len(spoilt) - 1, label="set of images"))


def explore_exhibits(
    outcomes: Mapping[str, Mapping[str, Outcome]], exhibits: Mapping[str, Exhibit]
) -> None:
    """Walk through the museum: pick an exhibit, with its fault or cured.

    `outcomes[name]` holds what became of the game "broken" and "cured". Used in lesson
    09.
    """
    names, states = list(outcomes), ("broken", "cured")

    def draw(exhibit: int, cured: int) -> str:
        name, state = names[exhibit], states[cured]
        outcome, shown = outcomes[name][state], exhibits[name]
        return plots.show_exhibit(
            {state: outcome},
            shown.measure_words,
            f"{exhibit + 1}. {shown.title}",
        )

    explore(
        draw,
        exhibit=Slider(0, 0, len(names) - 1),
        cured=Slider(0, 0, 1, label="0 broken, 1 cured"),
    )


def explore_drawn_levels(kept: Mapping[int, Sequence[torch.Tensor]]) -> None:
    """Move through a training: what is drawn of the same z at every level?

    `kept[step]` are the images of all levels after so many steps, finest first. Used in
    lesson 10.
    """
    steps = list(kept)
    explore(
        lambda moment: plots.show_rows(
            {f"{x.shape[-1]} pixels": x for x in kept[steps[moment]]},
            title=f"after {steps[moment]:,} steps",
        ),
        moment=Slider(len(steps) // 2, 0, len(steps) - 1, label="moment", plays=True),
    )


def explore(draw: Callable[..., str], **sliders: Slider) -> None:
    """Call `draw` with the sliders' values, again whenever one is moved.

    `draw` makes a figure and returns its words, which are printed with it. Where nobody
    can move a slider, it is called once with the first values.
    """

    def show(**values: Any) -> None:
        print(wrapped(draw(**values)))

    if someone_is_there():
        from IPython.display import display
        from ipywidgets import interact

        controls = {name: _widget(name, slider) for name, slider in sliders.items()}
        for name, slider in sliders.items():
            if slider.plays:
                display(_film(controls[name]))
        interact(show, **controls)
    else:
        show(**{name: slider.first for name, slider in sliders.items()})


def someone_is_there() -> bool:
    """Return whether the cell runs for somebody who can move a slider.

    A front end such as JupyterLab lets the kernel ask for input; papermill, nbclient
    and nbval do not. Nor does Voila, which shows the outputs to somebody all the same.
    """
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    if "VOILA_BASE_URL" in os.environ:  # set for every kernel of Voila's
        return True
    request = kernel.get_parent("shell") or {}
    return bool(request.get("content", {}).get("allow_stdin"))


def _widget(name: str, slider: Slider) -> Any:
    import ipywidgets

    parts = any(isinstance(value, float) for value in slider)
    return (ipywidgets.FloatSlider if parts else ipywidgets.IntSlider)(
        value=slider.first,
        min=slider.low,
        max=slider.high,
        step=slider.step,
        description=slider.label or name,
        style={"description_width": "10em"},  # the default cuts some of them off
        layout={"width": "48em"},  # which leaves 30 em to the track
        continuous_update=False,  # one picture a move, not one a pixel
    )


def _film(slider: Any) -> Any:
    """Return a button that moves a slider of whole numbers on, until it is stopped."""
    import ipywidgets

    film = ipywidgets.Play(
        value=slider.value,  # the slider takes over the button's value at first
        min=slider.min,
        max=slider.max,
        interval=FRAME,
    )
    ipywidgets.jslink((film, "value"), (slider, "value"))
    return film
