# ---
# jupyter:
#   minutes: {smoke: 0.2, class: 0.8}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 01. The scales of an image

We make images smaller without spoiling them, take them apart into scales and put them
together again, and measure what each scale tells a classifier.

**You will**

- show what goes wrong when an image is made smaller carelessly, and predict what is
  seen;
- build a Gaussian and a Laplacian pyramid, and put an image together again exactly;
- measure which scale serves a simple classifier best, and say why all of them together
  need not be better.

**You need** lesson 00.

**Time**: about an hour with the exercises; the cells run in one to two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # has no effect in this lesson
dataset: str = "mnist"  # mnist or fashion-mnist
labels_per_class: int = 10  # labelled images a class, in most comparisons
label_seed: int = 0  # which images are labelled: another number, another draw

# %%
import itertools
import math

import torch
import torch.nn.functional as F

from msgan_lib import measure, plots, pyramid, widgets
from msgan_lib.codes import fit_linear
from msgan_lib.data import CLASS_NAMES, load_images
from msgan_lib.few_labels import label_draw, to_tensor
from msgan_lib.ground.seeding import seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.recorded_rows import recorded_rows

run = start_run(
    "01_scales_of_an_image",
    profile=profile,
    seed=seed,
    dataset=dataset,
    labels_per_class=labels_per_class,
    label_seed=label_seed,
)
seed_everything(seed)

# %% [markdown]
"""
## 1. Making an image smaller: the careless way

Half the height and half the width are a quarter of the pixels, and of the cost. The
simplest way is to keep every second pixel of every second row. What can go wrong?

We try it on stripes first, since with stripes we know what we should see. The grey of a
row of pixels goes up and down like a cosine; the **period** is the distance from one
dark stripe to the next, in pixels. Ink, paper, ink, paper has a period of 2, the limit
of what pixels can show. We print a part of such a row.
"""


# %% tags=["nbval-check-output"]
def stripes(period, side=28):
    """Return an image (1, 1, side, side) of upright stripes `period` pixels apart."""
    wave = torch.cos(2 * math.pi * torch.arange(side) / period)  # (side,)
    return (0.5 + 0.5 * wave).expand(1, 1, side, side)


row = stripes(period=2)[0, 0, 0].round().int().tolist()
print("the row:           ", row[:10])
print("every second pixel:", row[:10:2])

# %% [markdown]
"""
The stripes are gone, and the small image is all ink. Had we begun with the second pixel
it would be all paper. Half of the area is ink, so grey would have been right.

Now four periods: stripes as a printer would make them, on 28 x 28 pixels, and what is
left of those.
"""

# %%
periods = [8, 3, 2.5, 2.2]
printed = torch.cat([stripes(4 * period, side=112) for period in periods])
fine = torch.cat([stripes(period) for period in periods])  # (4, 1, 28, 28)
rows = {"printed": printed, "pixels": fine, "every second\npixel": fine[..., ::2, ::2]}
print(plots.show_rows(rows, [f"period {period}" for period in periods]))

# %% [markdown]
"""
In the middle row the finest stripes look uneven, since pixels meet each at another
place, but none is missing. In the last row, stripes 8 pixels apart are 4 small pixels
apart, as they should. The other three go wrong: the finer the stripes were, the *wider*
are those that we see.

Here is why. With a period of `2.2`, 2 pixels are `2 / 2.2 = 0.909` of a period. A pixel
does not know how many stripes were skipped. It only knows where within a stripe it
stands, and `0.909` of a period forward is the same place as `0.091` of a period back.
So one whole stripe takes 11 small pixels. Only the distance to the nearest whole number
counts.
"""

# %% tags=["nbval-check-output"]
small = stripes(2.2)[..., ::2, ::2]  # (1, 1, 14, 14)
wide = stripes(11, side=14)
print("the same image:", torch.allclose(small, wide, atol=1e-4))

# %% [markdown]
"""
This is **aliasing**: a pattern too fine for the pixels turns up under a false name, as
a coarse one. Nobody can repair it afterwards, because true wide stripes give the very
same numbers. Only stripes whose period is more than two pixels are sure to be shown
right: the *sampling theorem* of Nyquist and Shannon.

Strokes of a pen are not stripes, but they are thin. We load the digits as in lesson 00,
move one to the right, pixel by pixel, and keep every fourth pixel of every fourth row.
(With `dataset="fashion-mnist"` pictures and results differ from what the text says.)
"""

# %%
images, labels = load_images(dataset, "train")
x_train, y_train = to_tensor(images), torch.from_numpy(labels)
digit = x_train[2:3]  # (1, 1, 28, 28)
shifts = range(4)
moved = torch.cat([torch.roll(digit, shift, dims=-1) for shift in shifts])
careless = moved[..., ::4, ::4]  # (4, 1, 7, 7)
titles = [f"moved by {shift}" for shift in shifts]
print(plots.show_rows({"image": moved, "every fourth\npixel": careless}, titles))

# %% [markdown]
"""
The four upper images show the same digit. Hardly anyone would say so of the four lower
ones: a stroke that falls between the kept pixels is lost, each time another one.

## 2. Blur first

The remedy: before pixels are dropped, each of those that stay takes up what its
neighbours show. It becomes a weighted mean, and near pixels weigh more. Along a row we
use five weights, 1, 4, 6, 4 and 1, each divided by 16, so that they add up to 1.

By hand, on the row 1, 0, 1, 0, 1 of the finest stripes: the middle pixel becomes
(1 + 6 + 1) / 16, a half. One pixel further, on 0, 1, 0, 1, 0, it is (4 + 4) / 16, again
a half. The finest stripes become grey, which is right.

Images have rows and columns, so we need 5 x 5 weights: the products of two such rows.
At the border, pixels are missing; we reflect the image there.
"""


# %% tags=["nbval-check-output"]
weights = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
square = weights[:, None] * weights[None]  # (5, 5)


def blur_with_25_weights(x):
    """Blur images (batch, 1, height, width)."""
    padded = F.pad(x, (2, 2, 2, 2), mode="reflect")  # 2 more pixels at each border
    return F.conv2d(padded, square[None, None])  # one filter of one channel


grey = blur_with_25_weights(stripes(period=2))
print(tuple(grey.shape), "all a half:", torch.allclose(grey, torch.tensor(0.5)))

# %% [markdown]
"""
Since the 25 weights are products, we can blur along the columns first and then along
the rows: 10 multiplications a pixel instead of 25. The library does that, with each
colour channel by itself (`groups=channels`). Here is its code, and the proof that it is
the same.
"""

# %% tags=["nbval-check-output"]
KERNEL = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16


# In the library: msgan_lib.pyramid.blur
def blur(x):
    """Blur images (batch, channels, height, width) with the 5 x 5 binomial filter."""
    if min(x.shape[-2:]) < 3:
        raise ValueError(f"blur needs at least 3 x 3 pixels, not {tuple(x.shape[-2:])}")
    channels = x.shape[1]
    kernel = KERNEL.to(x)
    # Two passes of 5 numbers do the work of one pass of 25.
    column = kernel.view(1, 1, 5, 1).expand(channels, 1, 5, 1)
    row = kernel.view(1, 1, 1, 5).expand(channels, 1, 1, 5)
    x = F.pad(x, (2, 2, 2, 2), mode="reflect")
    return F.conv2d(F.conv2d(x, column, groups=channels), row, groups=channels)


x = x_train[:100]
same = torch.allclose(blur(x), blur_with_25_weights(x), atol=1e-6)
print("one pass, two passes:", same)
print("ours, the library's: ", torch.equal(blur(x), pyramid.blur(x)))

# %% [markdown]
"""
To make an image smaller is now two things: blur, then keep every second row and column.
For a quarter of the side we do it twice.
"""


# %%
# In the library: msgan_lib.pyramid.downsample
def downsample(x):
    """Blur, then keep every second row and column: the next coarser level."""
    return blur(x)[..., ::2, ::2]


careful = downsample(downsample(moved))  # (4, 1, 7, 7)
rows = {"image": moved, "every fourth\npixel": careless, "blurred first": careful}
print(plots.show_rows(rows, titles))

# %% [markdown]
"""
In the last row the digit stays the same digit and moves along. It is greyer, since a
thin stroke covers only a part of a large pixel. Moved by a pixel, it gives nearly the
same small image, and a classifier should give it the same answer.
"""

# %%
quiz(
    "A photo of a fine fence, made smaller without a blur, shows broad waves. What are "
    "they?",
    {
        "A pattern of the fence that was too fine to be noticed before": "The waves "
        "are in no part of the large photo; blur it first, and there are none.",
        "The boards of the fence, seen at a period that they do not have": "The boards "
        "are finer than the new pixels can show, so they appear as wide stripes.",
        "Noise of the camera, which a smaller image makes visible": "Noise is "
        "irregular. Waves come from something regular: the boards.",
    },
    right="The boards of the fence, seen at a period that they do not have",
)

# %% [markdown]
"""
## 3. The Gaussian pyramid

We halve again and again, and keep all images on the way: the **Gaussian pyramid**, so
named because repeated blurs with our weights come close to a Gaussian curve. **Level**
0 is the image itself, the finest; higher levels are coarser.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.pyramid.gaussian_pyramid
def gaussian_pyramid(x, num_levels):
    """Return `num_levels` images, finest first, each half as large as the last."""
    if num_levels < 1:
        raise ValueError(f"a pyramid has at least 1 level, not {num_levels}")
    levels = [x]
    for _ in range(num_levels - 1):
        levels.append(downsample(levels[-1]))
    return levels


gaussian = gaussian_pyramid(digit, num_levels=4)
for level, image in enumerate(gaussian):
    print("level", level, tuple(image.shape), image.numel(), "numbers")
of_library = pyramid.gaussian_pyramid(digit, num_levels=4)
print("the library's:", all(map(torch.equal, gaussian, of_library)))

# %% [markdown]
"""
Of 7 rows, number 0, 2, 4 and 6 are kept, so level 3 has 4.

Move through the levels of some digits. The third panel enlarges the level to the size
of the image, so that you see what it still knows.
"""

# %%
widgets.explore_levels(x_train[:20])

# %% [markdown]
"""
The 14 x 14 image has kept every stroke, the 7 x 7 image only roughly where ink is. The
last panel shows what a level knows and the next coarser one has lost: see the next
section.

## 4. The Laplacian pyramid

To compare two levels, we need them at the same size. `upsample` enlarges an image; each
new pixel is a weighted mean of the nearest old ones (*bilinear* interpolation). The
enlarged coarse level is a *prediction* of the finer one. What it lacks is a difference
of two images, which can be negative. These differences, with the coarsest image at the
end, are the **Laplacian pyramid**.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.pyramid.upsample
def upsample(x, size):
    """Enlarge images bilinearly to `size` (height, width): a prediction of a level."""
    return F.interpolate(x, size=tuple(size), mode="bilinear", align_corners=False)


def laplacian_by_hand(x, num_levels):
    """Return what each level adds to the next coarser one; last, the coarsest image."""
    levels = gaussian_pyramid(x, num_levels)
    details = []
    for fine, coarse in itertools.pairwise(levels):
        details.append(fine - upsample(coarse, fine.shape[-2:]))
    return [*details, levels[-1]]


laplacian = laplacian_by_hand(digit, num_levels=4)
of_library = pyramid.laplacian_pyramid(digit, num_levels=4)
print("the library's:", all(map(torch.equal, laplacian, of_library)))
print("numbers:", sum(level.numel() for level in laplacian), "for", digit.numel())

# %%
print(plots.show_pyramid(laplacian, "what each level adds"))

# %% [markdown]
"""
In the first three, grey is 0, darker is more ink than predicted, lighter is less; the
coarsest is an image, with white for 0. The finest level holds edges, coarser ones whole
strokes. The pyramid has a third more numbers than the image.

Going back is easy: enlarge, add, enlarge, add.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.pyramid.reconstruct
def reconstruct(levels):
    """Add a Laplacian pyramid up again, coarse to fine: the image it was made of."""
    x = levels[-1]
    for detail in reversed(levels[:-1]):
        x = upsample(x, detail.shape[-2:]) + detail
    return x


x = x_train[:1_000]
again = reconstruct(laplacian_by_hand(x, num_levels=4))
print("nothing is lost:", (again - x).abs().max().item() < 1e-6)

# %% [markdown]
"""
No pixel differs by more than rounding. Are blur and enlargement such good opposites?
No. Here the coarse level comes from the careless way, aliasing included.
"""

# %% tags=["nbval-check-output"]
coarse = digit[..., ::2, ::2]  # no blur
detail = digit - upsample(coarse, (28, 28))
again = reconstruct([detail, coarse])
print("nothing is lost:", (again - digit).abs().max().item() < 1e-6)

# %% [markdown]
"""
Each difference was *defined* as what the prediction lacks, so it mends any prediction.
What a good blur buys is something else: levels that mean something by themselves.

Now take a scale away, or double it. Each slider multiplies a level of the Laplacian
pyramid by a factor. We begin without level 1.
"""

# %%
widgets.change_levels(x_train[:20])

# %% [markdown]
"""
Without level 0 the digit is blurred. Without level 3 it is only paler. Multiply level 3
by 3, and the paper around the digit turns grey: the coarsest level knows how much ink
there is in a region, not what it shows. (What falls below 0 or above 1 is drawn as
paper or ink.) Which level would you give away last?

## 5. What each scale tells a classifier

Coarser levels have less detail. Does a classifier miss it? We give two simple
classifiers one level at a time, and then all four together, always with the same
labelled images. Choices are made on the development images, the last 5,000 training
images; the test images only score.

`views` returns what a classifier may see of some images, a row of numbers an image.
Each level is divided by its side. The squared distance of two rows is then the *mean*
of the squared differences of the pixels, so that in the joined row a level of 16 pixels
counts as much as one of 784.
"""


# %% tags=["nbval-check-output"]
def views(x):
    """Return {name: (n, numbers)}: each level of images x alone, and all together."""
    seen = {}
    for level in gaussian_pyramid(x, num_levels=4):
        side = level.shape[-1]
        seen[f"{side} x {side}"] = level.flatten(1) / side
    seen["together"] = torch.cat(list(seen.values()), dim=1)
    return seen


two = views(x_train[:2])
for view, rows in two.items():
    print(f"{view:8s}", tuple(rows.shape))
distances = {view: F.pdist(rows).square() for view, rows in two.items()}
of_all = distances.pop("together")
print("distances add up:", torch.allclose(sum(distances.values()), of_all))

# %% [markdown]
"""
The first classifier is the **nearest neighbour** of lesson 00. The second is
**linear**. It has a weight for every number of the row and every class, adds up the
weighted numbers class by class, and answers with the class that got most. `fit_linear`
finds weights that make the **cross-entropy** on the labelled images small: minus the
log of the probability given to the right class, on average. This is *multinomial
logistic regression*. Few images leave many weights open, so large weights cost
something, the *weight decay*. How much they should cost depends on the scale and on the
number of labels. So for each case we try four values and keep the one that is best on
the development images.
"""


# %% tags=["nbval-check-output"]
weight_decays = {"smoke": [1e-5]}.get(run.profile, [1e-4, 1e-5, 1e-6, 1e-7])


def nearest_neighbour(x, x_known, y_known):
    """Return for each row of x the label of the known row that is nearest to it."""
    parts = [torch.cdist(part, x_known).argmin(dim=1) for part in x.split(1_000)]
    return y_known[torch.cat(parts)]  # (n,)


def fit_best_linear(x_known, y_known, x_choose, y_choose):
    """Return the linear classifier whose weight decay is best on x_choose."""
    fits = [fit_linear(x_known, y_known, decay) for decay in weight_decays]
    return max(fits, key=lambda fit: (fit(x_choose).argmax(dim=1) == y_choose).sum())


tiny, classes = torch.eye(3), torch.tensor([5, 0, 7])
print(nearest_neighbour(tiny, tiny, classes).tolist())
print(fit_best_linear(tiny, classes, tiny, classes)(tiny).argmax(dim=1).tolist())

# %% [markdown]
"""
Now both classifiers, five views, and from one to a thousand labelled images a class.
The second cell takes about a minute.
"""

# %%
test_images, test_labels = load_images(dataset, "test")
x_test, y_test = to_tensor(test_images), torch.from_numpy(test_labels)
of_development, y_development = views(x_train[-5_000:]), y_train[-5_000:]
of_test = views(x_test)
many = {"smoke": [], "class": [100, 1_000], "full": [100, 1_000, 4_000]}[run.profile]
counts = sorted({1, labels_per_class, *many})  # labelled images a class
answers, fits = {}, {}

# %%
for count in counts:
    drawn = label_draw(labels, count, label_seed)
    y_known = y_train[drawn]
    for view, x_known in views(x_train[drawn]).items():
        answer = nearest_neighbour(of_test[view], x_known, y_known)
        answers["nearest neighbour", view, count] = answer
        fit = fit_best_linear(x_known, y_known, of_development[view], y_development)
        answers["linear", view, count] = fit(of_test[view]).argmax(dim=1)
        fits[view, count] = fit
    print(f"{10 * count} labelled images: done")


# %%
def error_percent(answer):
    return 100 * (answer != y_test).float().mean().item()


errors = {case: error_percent(answer) for case, answer in answers.items()}
for view in of_test:
    nearest = errors["nearest neighbour", view, labels_per_class]
    linear = errors["linear", view, labels_per_class]
    print(f"{view:8s}  nearest neighbour {nearest:4.1f} %  linear {linear:4.1f} %")

# %% [markdown]
"""
One draw of labels proves little, so we look at five: `label_seed` 0 to 4, recorded in
`data/results/` by a *sweep*, one command for many runs (see
`data/sweeps/01_scales_of_an_image.yaml`). Every draw is a small marker; the lines go
through the means. The last picture shows, draw by draw, by how many points a view lies
above 14 x 14 with 100 labelled images. If nothing is recorded for your parameters, you
see this run alone.
"""


# %%
def name_of(kind, view, count):
    """Return the name under which a test error is saved."""
    words = f"{kind} {view} {count} a class".replace(" x ", "x")
    return words.replace(" ", "_") + "/test_error_percent"


saved = {name_of(*case): error for case, error in errors.items()}
rows = recorded_rows("01_scales_of_an_image")
rows = [row["metrics"] for row in rows if row["parameters"]["dataset"] == dataset]
draws = [row for row in rows if row.keys() >= saved.keys()] or [saved]

# %%
for kind in ("nearest neighbour", "linear"):
    curves = {
        view: {10 * n: [draw[name_of(kind, view, n)] for draw in draws] for n in counts}
        for view in of_test
    }
    print(plots.show_error_curves(curves, f"labelled images ({kind})"))
above = {
    f"{view}, {kind}": [
        draw[name_of(kind, view, labels_per_class)]
        - draw[name_of(kind, "14 x 14", labels_per_class)]
        for draw in draws
    ]
    for kind in ("nearest neighbour", "linear")
    for view in ("28 x 28", "7 x 7", "together")
}
print(plots.show_differences(above, close=None))

# %% [markdown]
"""
The full image is not the best view. With 100 labelled images, 14 x 14 pixels make fewer
mistakes than 28 x 28 in every draw, by at least one point, whichever classifier looks
at them. With 10,000 labelled images the lead is less than half as large. With 10, the
draws differ more than these two views do.

7 x 7 pixels are a matter of the classifier: with 100 labelled images, the linear one
does better with them than with 28 x 28, the nearest neighbour worse. 4 x 4 pixels are
always at least five points behind 14 x 14. And yet those 16 numbers are enough for the
linear classifier to get about four of five digits right, given 10,000 labels.

All levels together, with 100 labelled images, do better than 28 x 28 and worse than 14
x 14 alone, in every draw. On average they beat 14 x 14 at no number of labels. Several
scales in one row are *not* yet better than the right one.

How can less be more, when a blur only loses information? We look at what the linear
classifier learned. Blurring and halving are weighted sums, and so is the classifier. So
what it does with a 7 x 7 image, *some* linear classifier does with the 28 x 28 image.
Its weight for a pixel is the derivative of its output by that pixel. `jacobian`
computes them all.
"""

# %% tags=["claim"]
NEAREST, LINEAR = "nearest_neighbour", "linear"


def error(kind, view, a_class=10):
    return errors(f"{kind}_{view}_{a_class}_a_class")


for kind in (NEAREST, LINEAR):
    full, half, coarse, together = (
        {n: error(kind, view, n) for n in (1, 10, 100, 1_000)}  # labels a class
        for view in ("28x28", "14x14", "4x4", "together")
    )
    holds(
        "With 100 labelled images, 14 x 14 pixels make fewer mistakes than 28 x 28 in "
        "every draw, by at least one point",
        all(full[10] - half[10] >= 1),
    )
    holds(
        "With 10,000 labelled images the lead is less than half as large",
        all((full[1_000] - half[1_000]) / (full[10] - half[10]) < 0.5),
    )
    holds(
        "With 10, the draws differ more than these two views do",
        max(half[1]) - min(half[1]) > max(abs(full[1] - half[1])) + 1,
    )
    holds(
        "All levels together, with 100 labelled images, do better than 28 x 28",
        all(full[10] - together[10] > 0.4),
    )
    holds("worse than 14 x 14 alone, in every draw", all(together[10] - half[10] > 0.3))
    for n in half:
        holds(
            "4 x 4 pixels are always at least five points behind 14 x 14",
            all(coarse[n] - half[n] >= 5),
        )
        holds(
            "On average they beat 14 x 14 at no number of labels",
            mean(together[n]) >= mean(half[n]),
        )

holds(
    "the linear one does better with them than with 28 x 28",
    all(error(LINEAR, "28x28") - error(LINEAR, "7x7") > 0.2),
)
holds(
    "the nearest neighbour worse",
    all(error(NEAREST, "7x7") - error(NEAREST, "28x28") > 1),
)
with_16_numbers = error(LINEAR, "4x4", 1_000)
holds(
    "get about four of five digits right, given 10,000 labels",
    min(with_16_numbers) > 15,
    max(with_16_numbers) < 21,
)


# %% tags=["nbval-check-output"]
def weights_on_pixels(view, count):
    """Return what a fit's weights amount to on the 28 x 28 pixels: (10, 784)."""
    blank = torch.zeros(1, 1, 28, 28)
    slope = torch.autograd.functional.jacobian(
        lambda x: fits[view, count](views(x)[view]), blank
    )
    return slope.reshape(10, 784)


on_coarse = fits["7 x 7", labels_per_class](of_test["7 x 7"])  # (10000, 10)
on_pixels = x_test.flatten(1) @ weights_on_pixels("7 x 7", labels_per_class).T
on_pixels = on_pixels + fits["7 x 7", labels_per_class].bias
print("the same sums:", torch.allclose(on_coarse, on_pixels, atol=1e-3))

# %%
templates = {}
for view in of_test:
    by_pixel = weights_on_pixels(view, labels_per_class).reshape(10, 1, 28, 28)
    templates[view] = by_pixel / by_pixel.abs().max()
print(plots.show_rows(templates, CLASS_NAMES[dataset]))

# %% [markdown]
"""
Each column shows the weights of a class: dark pixels speak for it, light ones against.
At 28 x 28 a pixel and its neighbour may have quite different weights, because a hundred
images happened to differ there. The coarser the level, the smoother the weights must
be, and a stroke that lies a pixel beside where it was gets almost the same sum. All
levels together can do nothing that fine weights could not do alone.

Smoothness is *knowledge about images* that we put in by choosing a scale. With many
labels a classifier finds out by itself which fine detail counts, and the knowledge is
worth less.

Was it the blur, or just fewer numbers? We give the same classifiers 7 x 7 pixels got
the careless way.
"""


# %%
def every_fourth(x):
    return x[..., ::4, ::4].flatten(1) / 7  # (n, 49), divided by the side as before


drawn = label_draw(labels, labels_per_class, label_seed)
known = every_fourth(x_train[drawn]), y_train[drawn]
fit = fit_best_linear(*known, every_fourth(x_train[-5_000:]), y_development)
aliased = {
    "nearest neighbour": nearest_neighbour(every_fourth(x_test), *known),
    "linear": fit(every_fourth(x_test)).argmax(dim=1),
}
for kind, answer in aliased.items():
    blurred = errors[kind, "7 x 7", labels_per_class]
    print(f"{kind}: careless {error_percent(answer):.1f} %, blurred {blurred:.1f} %")

# %% [markdown]
"""
Without a blur, the same 49 pixels cost both classifiers more than ten points. Fewer
numbers alone are no help: they have to be blurred ones.

## 6. Which digits are confused at which scale

With few labels, a mistake may also come from a way of writing that no labelled image
shows. So we take the largest number of labels, and the nearest neighbour, which has
nothing to choose.
"""

# %% tags=["claim"]
for kind in (NEAREST, LINEAR):
    holds(
        "Without a blur, the same 49 pixels cost both classifiers more than ten points",
        all(error(kind, "every_fourth_pixel") - error(kind, "7x7") > 10),
    )

# %%
most = max(counts)
names = CLASS_NAMES[dataset]
confusions, by_class = {}, {}
for view in of_test:
    answer = answers["nearest neighbour", view, most]
    confusions[view] = measure.confusion_matrix(test_labels, answer.numpy())
    right = confusions[view].diagonal() / confusions[view].sum(axis=1)
    by_class[view] = 100 * (1 - right)
print(plots.show_class_errors(by_class, names))

# %% [markdown]
"""
From 28 x 28 to 14 x 14 the errors on the 8 shrink by more than three points, and no
digit gets much harder. At 7 x 7 the digits 3, 4, 5, 7, 8 and 9 have about twice the
errors that they have at 14 x 14. At 4 x 4 two groups part: each of 2, 3, 5 and 8 is
misread more than twice as often as any of 0, 1 and 6. A 0 has an empty middle and a 1
empty sides, which even 16 pixels show.

Which digits are taken for which? We count four pairs at all scales, and draw all
mistakes at 4 x 4.
"""


# %% tags=["claim"]
def of_digits(view):  # the nearest neighbour's errors with 10,000 labels
    return [errors(f"{NEAREST}_{view}_class_{digit}") for digit in range(10)]


full, half, quarter, coarse = map(of_digits, ("28x28", "14x14", "7x7", "4x4"))
holds(
    "the errors on the 8 shrink by more than three points", all(full[8] - half[8] > 3)
)
for digit in range(10):
    holds("no digit gets much harder", all(half[digit] - full[digit] < 2))
some = (3, 4, 5, 7, 8, 9)
times = sum(quarter[digit] for digit in some) / sum(half[digit] for digit in some)
holds("about twice the errors", min(times) > 1.7, max(times) < 2.3)
for hard in (2, 3, 5, 8):
    for easy in (0, 1, 6):
        holds(
            "each of 2, 3, 5 and 8 is misread more than twice as often as any of 0, 1 "
            "and 6",
            all(coarse[hard] > 2 * coarse[easy]),
        )


# %%
def mixed_up(view, first, second):
    """Return how many test images of two classes were taken for one another."""
    return int(confusions[view][first, second] + confusions[view][second, first])


pairs = [(2, 3), (3, 5), (4, 9), (7, 9)]
for first, second in pairs:
    counted = {view: mixed_up(view, first, second) for view in of_test}
    print(names[first], "and", names[second], counted)
print(plots.show_confusion(confusions["4 x 4"], names))

# %% [markdown]
"""
At 28 x 28 hardly any 2 is taken for a 3 or the other way round. At 4 x 4 that happens
at least eight times as often; for the other three pairs it is three to seven times. A
2 and a 3 have about the same ink in about the same places, and differ in how the stroke
runs. That is what the coarse scale does not know.

Do the scales fail on the same images? If so, more than one of them is no gain.
"""


# %% tags=["claim"]
def mistakes(pair, view):
    return metric(f"{NEAREST}_{view}/mistakes_{pair}_count")


holds(
    "At 28 x 28 hardly any 2 is taken for a 3 or the other way round",
    max(mistakes("2_and_3", "28x28")) < 40,  # of about 2,000 images
)
times = mistakes("2_and_3", "4x4") / mistakes("2_and_3", "28x28")
holds("At 4 x 4 that happens at least eight times as often", min(times) >= 8)
for pair in ("3_and_5", "4_and_9", "7_and_9"):
    times = mistakes(pair, "4x4") / mistakes(pair, "28x28")
    holds(
        "for the other three pairs it is three to seven times",
        min(times) >= 3,
        max(times) <= 7,
    )

# %%
scales = list(of_test)[:4]
right = torch.stack(
    [answers["nearest neighbour", view, most] == y_test for view in scales]
)  # (4, 10000)
all_wrong = 100 * (~right.any(dim=0)).float().mean().item()
alone = errors["nearest neighbour", "14 x 14", most]
print(f"wrong at 14 x 14: {alone:.1f} %, wrong at all four: {all_wrong:.1f} %")

# %% [markdown]
"""
About half of the images that are wrong at 14 x 14 are right at another scale. Part of
that is luck, since four classifiers have four tries. But the scales do fail on
different images. To gain from it, a classifier has
to learn *what to look for* at each scale. That is lesson 02.
"""

# %% tags=["claim"]
right = 1 - errors(f"{NEAREST}_all_scales") / error(NEAREST, "14x14", 1_000)
holds(
    "About half of the images that are wrong at 14 x 14 are right at another scale",
    min(right) > 0.4,
    max(right) < 0.6,
)

# %%
quiz(
    "With few labels, the linear classifier did better on 14 x 14 images. Why?",
    {
        "A blur adds what neighbouring pixels know of one another": "It adds nothing: "
        "all that is in the small image could be computed from the large one.",
        "The large images have details that are wrong or only noise": "They are "
        "part of the true image. A hundred labels can't show which of them matter.",
        "Few labels can't settle what each of many fine pixels means": "Fewer and "
        "smoother weights are settled by fewer images.",
    },
    right="Few labels can't settle what each of many fine pixels means",
)

# %% [markdown]
"""
## Your turn

Three exercises with a check, and one without.
"""

# %% [markdown] tags=["exercise"] exercise="01_block_mean" points=1
"""
### Exercise 1: Halve by blocks

**Goal.** Halve images by averaging blocks of 2 x 2 pixels, a blur that is quicker than
ours.

**Signature.** `block_mean(x)`: images (batch, channels, height, width) to (batch,
channels, height / 2, width / 2).

**Given.** `x` is a tensor of floats, float32 or float64. Its height and width are even
and may differ; there may be one image or many, one channel or many. The result is a
tensor too.

**Example.** A block of 0 and 1 above 5 and 10 becomes (0 + 1 + 5 + 10) / 4, which is 4.
An image of 4 x 6 pixels has six blocks and becomes one of 2 x 3.

**Checked** on random images of several forms; every number is compared.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

`x[..., ::2, ::2]` holds the upper left pixel of every block. Which slices hold the
other three?

</details>
<details><summary>Hint 2</summary>

`x[..., ::2, 1::2]` holds the upper right ones. All four have the shape that you need.

</details>
<details><summary>Hint 3</summary>

Add the four slices and divide by 4.

</details>

#### When it passes

Put `block_mean` in the place of `downsample` where section 2 computes `careful`, and
look at the picture: is it as steady as our blur?

<details><summary>Answer</summary>

Not quite. It is far steadier than keeping every fourth pixel, since each pixel has a
say. But blocks do not overlap: a stroke that crosses the border of a block leaves one
mean for the next at once. With the blur neighbouring windows overlap, so it goes over
little by little.

</details>
"""


# %% tags=["solution"] exercise="01_block_mean"
def block_mean(x):
    """Return images of half the height and width: means of blocks of 2 x 2 pixels."""
    # SOLUTION
    upper = x[..., ::2, ::2] + x[..., ::2, 1::2]
    lower = x[..., 1::2, ::2] + x[..., 1::2, 1::2]
    return (upper + lower) / 4
    # END


# %% tags=["check"] exercise="01_block_mean"
check("01_block_mean", block_mean)

# %% [markdown] tags=["exercise"] exercise="01_seen_period" points=2
"""
### Exercise 2: Predict what is seen

**Goal.** Stripes are made smaller the careless way. Predict the period of the stripes
that are seen.

**Signature.** `seen_period(period, step)`: two plain numbers to one number.

**Given.** `period` is the distance of the stripes in pixels of the large image, a
positive number, whole or not, also below 2. `step` is 1, 2, 3 or more. Every `step`-th
pixel is kept, without a blur. The result is in pixels of the *small* image. `step /
period` is never a whole number.

**Example.** `seen_period(2.2, 2)` is 11, as section 1 computed: `2 / 2.2 = 0.909`, the
nearest whole number is 1, the distance to it `0.0909`, and `1 / 0.0909 = 11`. Finer
stripes: `seen_period(1.2, 2)` is 3, since `1.667` lies `0.333` from 2. And
`seen_period(12, 3)` is 4: nothing goes wrong.

**Checked** with periods wide and fine, and several steps, to three digits.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

How much of a period is one step? How far is that from the nearest whole number?

</details>
<details><summary>Hint 2</summary>

`round(1.7)` is 2. For `seen_period(1.25, 2)`, one step is `1.6` periods, `0.4` away
from 2.

</details>
<details><summary>Hint 3</summary>

If one step is a part `p` of a period, `1 / p` steps are a whole one.

</details>

#### When it passes

Draw `stripes(1.25)[..., ::2, ::2]` with `plots.show_images` and count: which larger
period gives the same picture?

<details><summary>Answer</summary>

Stripes 5 pixels apart: rounding aside, both small images are the same. A step of 2 is
1.6 periods of the fine stripes and 0.4 of the wide ones. Both lie 0.4 from a whole
number, so both show 2.5 small pixels a period.

</details>
"""

# %% tags=["claim"]
fine, wide = 2 / 1.25, 2 / 5
holds(
    "1.6 periods of the fine stripes and 0.4 of the wide ones",
    round(fine, 9) == 1.6,
    round(wide, 9) == 0.4,
)
holds(
    "Both lie 0.4 from a whole number, so both show 2.5 small pixels a period",
    round(2 - fine, 9) == round(wide - 0, 9) == 0.4,
    round(1 / wide, 9) == 2.5,
)


# %% tags=["solution"] exercise="01_seen_period"
def seen_period(period, step):
    """Return the period that is seen, in pixels of the small image."""
    # SOLUTION
    periods_a_step = step / period
    return 1 / abs(periods_a_step - round(periods_a_step))
    # END


# %% tags=["check"] exercise="01_seen_period"
check("01_seen_period", seen_period)

# %% [markdown] tags=["exercise"] exercise="01_change_level" points=2
"""
### Exercise 3: Change one scale

**Goal.** Multiply what one level adds to an image by a factor, and leave the rest.

**Signature.** `change_level(x, level, factor)`: images (batch, channels, height, width)
to images of the same shape.

**Given.** `pyramid.laplacian_pyramid(x, 4)` and `pyramid.reconstruct(levels)` of the
library. `x` is a tensor of floats, of any size from which they can make four levels.
`level` is 0, 1, 2 or 3, where 0 is the finest; `factor` is any number, also 0 or below.

**Example.** Let `x` be `0.3` everywhere. Its levels 0 to 2 are 0, so
`change_level(x, 0, 2.0)` is `0.3` everywhere. Level 3 holds everything, so
`change_level(x, 3, 2.0)` is `0.6` everywhere. A factor of 1 changes nothing.

**Checked** on random images of several forms, with every level and several factors.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

The sliders of section 4 do this. Which pyramid do they change?

</details>
<details><summary>Hint 2</summary>

A Laplacian pyramid is a list of tensors. Change one element of the list.

</details>
<details><summary>Hint 3</summary>

Then put the list together again with `pyramid.reconstruct`.

</details>

#### When it passes

Multiply level 0 of a digit by 3: which button of a photo program does that?

<details><summary>Answer</summary>

"Sharpen". Level 0 holds what the finest scale adds, which is most at edges. Times 3,
edges get steeper: brighter on the ink's side and darker on the paper's, with pixels
above 1 and below 0. Noise of single pixels, where there is some, grows as well.

</details>
"""


# %% tags=["solution"] exercise="01_change_level"
def change_level(x, level, factor):
    """Return images x with one of 4 Laplacian levels multiplied by factor."""
    # SOLUTION
    levels_of_x = pyramid.laplacian_pyramid(x, 4)
    levels_of_x[level] = factor * levels_of_x[level]
    return pyramid.reconstruct(levels_of_x)
    # END


# %% tags=["check"] exercise="01_change_level"
check("01_change_level", change_level)

# %% [markdown]
"""
### Without a check: weights for the scales

In `views`, multiply the levels by weights of your own before they are joined. Does the
nearest neighbour then do better than with 14 x 14 alone? Choose the weights on the
development images, and look at the test images once.

## Summary

- Pixels dropped without a blur let fine patterns turn up as coarse ones.
- The Gaussian pyramid blurs and halves, again and again. The Laplacian pyramid holds
  what each level adds to the coarser one; its levels add up to the image exactly.
- With few labels, 14 x 14 pixels serve both classifiers better than 28 x 28. To choose
  a scale is to put in knowledge, and with many labels it is worth less.
- All scales in one row are not better than 14 x 14 alone. But they fail on different
  images, so there is something left to gain.

## What we did not show

- Features that are *learned* at each scale. Lesson 02 is about them.
- Photographs, where things come in all sizes. Digits are all about equally large.

## Further reading

- Burt and Adelson (1983), *The Laplacian Pyramid as a Compact Image Code*: both
  pyramids, and this filter among others.
- Shannon (1949), *Communication in the Presence of Noise*: the sampling theorem.
- Zhang (2019), *Making Convolutional Networks Shift-Invariant Again*: the same blur
  inside a network.
- Denton, Chintala, Szlam and Fergus (2015), *Deep Generative Image Models using a
  Laplacian Pyramid of Adversarial Networks*: a GAN for every level.

The last cell saves what we measured.
"""

# %%
metrics = {**saved, "nearest_neighbour_all_scales/test_error_percent": all_wrong}
for kind, answer in aliased.items():
    name = name_of(kind, "every fourth pixel", labels_per_class)
    metrics[name] = error_percent(answer)
for view in scales:
    short = "nearest_neighbour_" + view.replace(" ", "")
    for label, error in enumerate(by_class[view]):
        metrics[f"{short}_class_{label}/test_error_percent"] = error
    for first, second in pairs:
        count = mixed_up(view, first, second)
        metrics[f"{short}/mistakes_{first}_and_{second}_count"] = count
run.save(metrics)
