import types

import ipywidgets
import matplotlib.pyplot as plt
import pytest
import torch

from msgan_lib import plots, widgets
from msgan_lib.networks.classifiers import MultiScaleCNN
from msgan_lib.networks.generators import DenseGenerator
from msgan_lib.small_games import Moment
from msgan_lib.training.gradient_flow import ParameterFlow
from msgan_lib.widgets import Slider

pytestmark = pytest.mark.usefixtures("headless")

x = torch.rand(3, 1, 28, 28, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def sliders(monkeypatch):
    """Have somebody there; return the sliders that are made, and what they call."""
    made = {}

    def interact(show, **controls):
        made["show"] = show
        made.update(controls)

    monkeypatch.setattr(widgets, "someone_is_there", lambda: True)
    monkeypatch.setattr(ipywidgets, "interact", interact)
    return made


def said(capsys):
    """Return what was printed, in one line; no line is wider than a page."""
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 88
    return in_one_line(out)


def in_one_line(words):
    return " ".join(words.split())


def test_nobody_is_there_in_a_test():
    assert not widgets.someone_is_there()


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        ({"content": {"allow_stdin": True}}, True),  # JupyterLab
        ({"content": {"allow_stdin": False}}, False),  # papermill, nbclient, nbval
        ({}, False),
        (None, False),
    ],
)
def test_who_may_be_asked_can_move_a_slider(monkeypatch, request_, answer):
    kernel = types.SimpleNamespace(get_parent=lambda channel: request_)
    shell = types.SimpleNamespace(kernel=kernel)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert widgets.someone_is_there() is answer


def test_who_looks_through_voila_can_move_a_slider(monkeypatch):
    """Voila runs the cells as a batch run does, but sets its variables for kernels."""
    kernel = types.SimpleNamespace(
        get_parent=lambda channel: {"content": {"allow_stdin": False}}
    )
    shell = types.SimpleNamespace(kernel=kernel)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert not widgets.someone_is_there()
    monkeypatch.setenv("VOILA_BASE_URL", "/")
    assert widgets.someone_is_there()


@pytest.mark.parametrize("view", [widgets.explore_levels, widgets.change_levels])
def test_without_anybody_the_first_state_is_drawn(view, capsys):
    view(x)
    assert len(plt.get_fignums()) == 1
    assert "a pixel on average" in said(capsys)


def test_without_anybody_the_field_of_a_middle_number_is_drawn(capsys):
    widgets.explore_receptive_fields(MultiScaleCNN(), x)
    assert plt.gcf().axes[0].get_title() == "level 2: 18 x 18"
    words = said(capsys)
    assert words.startswith("level 2 sees rows 5 to 22 and columns 5 to 22; half of ")


def test_levels_of_all_images_can_be_reached(sliders, capsys):
    widgets.explore_levels(x)
    image, level = sliders["image"], sliders["level"]
    assert (image.min, image.max, level.min, level.max) == (0, 2, 0, 3)
    for number in range(image.max + 1):
        for depth in range(level.max + 1):
            sliders["show"](image=number, level=depth)
            expected = plots.show_level(x[number : number + 1], depth)
            assert said(capsys) == in_one_line(expected)
            plt.close("all")


def test_each_slider_changes_its_level(sliders, capsys):
    widgets.change_levels(x)
    names = ["factor_0", "factor_1", "factor_2", "factor_3"]
    controls = [sliders[name] for name in names]
    assert [control.description for control in controls] == [
        "level 0", "level 1", "level 2", "level 3",
    ]  # fmt: skip
    assert [control.value for control in controls] == [1, 0, 1, 1]
    for factors in ([0, 0, 0, 0], [3, 3, 3, 3], [1, 0.25, 2, 0]):
        sliders["show"](image=1, **dict(zip(names, factors, strict=True)))
        expected = plots.show_changed_levels(x[1:2], factors)
        assert said(capsys) == in_one_line(expected)
        plt.close("all")


def test_every_receptive_field_can_be_reached(sliders, capsys):
    network = MultiScaleCNN()
    widgets.explore_receptive_fields(network, x)
    level, row, column = (sliders[name] for name in ("level", "row", "column"))
    assert (level.min, level.max, row.max, column.max) == (0, 3, 6, 6)
    for depth, size in enumerate(("3 x 3", "8 x 8", "18 x 18", "26 x 26")):
        sliders["show"](level=depth, row=3, column=3)
        assert plt.gcf().axes[0].get_title() == f"level {depth}: {size}"
        for corner in ((0, 6), (6, 0)):
            sliders["show"](level=depth, row=corner[0], column=corner[1])
            assert capsys.readouterr().out.startswith(f"level {depth} sees rows ")
        plt.close("all")


def test_every_pair_of_z_and_every_share_can_be_reached(sliders, capsys):
    generator = DenseGenerator(latent_size=8)
    z = generator.sample_noise(3, torch.Generator().manual_seed(0))
    widgets.explore_paths(generator, z)
    pair, share = sliders["pair"], sliders["share"]
    assert (pair.min, pair.max, share.min, share.max) == (0, 1, 0, 1)
    for number in range(pair.max + 1):
        for way in (0.0, 0.35, 1.0):
            sliders["show"](pair=number, share=way)
            expected = plots.show_path_point(generator, *z[number : number + 2], way)
            assert said(capsys) == in_one_line(expected)
            plt.close("all")


def test_every_recorded_step_can_be_reached(sliders, capsys):
    steps = {
        f"step {n}": [ParameterFlow("generator", "weight", 1, n, 0, n)]
        for n in range(3)
    }
    widgets.explore_gradient_flow(steps)
    slider = sliders["step"]
    assert (slider.min, slider.value, slider.max) == (0, 0, 2)
    for number, name in enumerate(steps):
        sliders["show"](step=number)
        expected = plots.show_gradient_flow({name: steps[name]})
        assert said(capsys) == in_one_line(expected)
    plt.close("all")


def test_sliders_of_whole_numbers_stay_whole(sliders):
    widgets.explore(
        lambda **values: "words", whole=Slider(1, 0, 5), part=Slider(1, 0, 2, 0.5)
    )
    assert isinstance(sliders["whole"], ipywidgets.IntSlider)
    assert isinstance(sliders["part"], ipywidgets.FloatSlider)
    assert sliders["part"].step == 0.5
    assert sliders["whole"].description == "whole"
    # What the label and the number leave is the track: some 30 em.
    assert {s.layout.width for s in (sliders["whole"], sliders["part"])} == {"48em"}
    assert not sliders["whole"].continuous_update


def test_every_moment_of_a_game_can_be_reached(sliders, capsys, monkeypatch):
    surface, points = torch.rand(3, 3), torch.rand(5, 2)
    moments = [Moment(10 * n, points + n, points, surface) for n in range(4)]
    films = []
    monkeypatch.setattr("IPython.display.display", films.append)
    widgets.explore_game(moments, first=9)
    slider, (film,) = sliders["moment"], films
    assert (film.min, film.max, film.value) == (0, 3, 3)
    assert (slider.min, slider.max, slider.value) == (0, 3, 3)
    for number in range(4):
        sliders["show"](moment=number)
        assert said(capsys).startswith(f"Step {10 * number}: ")
        assert plt.gcf().axes[0].get_title() == f"step {10 * number}"
        plt.close("all")


def test_without_anybody_the_first_moment_is_drawn(capsys):
    moment = Moment(70, torch.zeros(1, 2), torch.zeros(1, 2), torch.ones(2, 2))
    widgets.explore_game([moment])
    assert said(capsys).startswith("Step 70: 0 of 8 centres reached")


def test_greys_go_from_two_to_those_of_a_file(sliders, capsys):
    widgets.explore_greys(x, x / 2)
    bits = sliders["bits"]
    assert (bits.min, bits.max, bits.value) == (1, 8, 8)
    sliders["show"](bits=1)
    assert "In 2 greys" in said(capsys)


def test_every_spoilt_set_can_be_reached(sliders, capsys):
    of_real = dict.fromkeys(("precision", "recall", "density", "coverage"), 0.9)
    of_real["frechet_distance"] = 3.0
    images = torch.rand(10, 1, 28, 28)
    sets = [
        (name, images, of_real | {"recall": 0.1 * i}) for i, name in enumerate("ab")
    ]
    widgets.explore_spoilt(sets, of_real)
    slider = sliders["number"]
    assert (slider.min, slider.value, slider.max) == (0, 0, 1)
    for number, (name, x, values) in enumerate(sets):
        sliders["show"](number=number)
        expected = plots.show_spoilt(x, values, of_real, name)
        assert said(capsys) == in_one_line(expected)
    plt.close("all")


def test_drawn_levels_begin_in_the_middle_of_the_game(capsys):
    kept = {
        step: [torch.full((2, 1, side, side), 0.5) for side in (28, 14, 7)]
        for step in (0, 100, 2_000)
    }
    widgets.explore_drawn_levels(kept)
    told = capsys.readouterr().out.replace("\n", " ")
    assert told.startswith("after 100 steps: 28 pixels (28 x 28 pixels); 14 pixels")
