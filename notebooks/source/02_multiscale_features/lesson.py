# ---
# jupyter:
#   minutes: {smoke: 0.4, class: 1.2}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 02. Multi-scale features

We look inside networks that read an image at several scales, measure how much each of
their numbers sees, and ask what several scales are worth when nothing else changes.

**You will**

- compute how many pixels one number of a feature map sees, and check it by a gradient;
- join features of several scales in four ways, one of them equal to torchvision's;
- compare one scale with several, and width with depth, at equal weights and equal
  steps, and say what the comparison proves.

**You need** lessons 00 and 01.

**Time**: about 50 minutes of reading; the cells run in at most 3 minutes in the profile
`class`. In `smoke` the results mean nothing.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, order of the images, augmentation
dataset: str = "mnist"  # mnist or fashion-mnist
labels_per_class: int = 10  # labelled images a class
label_seed: int = 0  # which images are labelled: another number, another draw

# %%
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torchvision.ops import FeaturePyramidNetwork

from msgan_lib import measure, plots, widgets
from msgan_lib.codes import fit_linear, principal_axes
from msgan_lib.data import CLASS_NAMES
from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.networks.classifiers import DeepCNN, MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.feature_pyramid import TopDownCNN
from msgan_lib.networks.receptive_fields import cell_footprint
from msgan_lib.recorded_rows import errors_by_labels, recorded_rows
from msgan_lib.training.side_by_side import train_side_by_side

run = start_run(
    "02_multiscale_features",
    profile=profile,
    seed=seed,
    dataset=dataset,
    labels_per_class=labels_per_class,
    label_seed=label_seed,
)
seed_everything(seed)
data = load_few_labels(dataset, labels_per_class, label_seed)
class_names = CLASS_NAMES[dataset]
x = data.x_unlabelled[:1]  # (1, 1, 28, 28): an image to look at

# %% [markdown]
"""
## 1. A convolution is a bank of detectors

A 3 x 3 convolution lays a small pattern of numbers, its **kernel**, over every place of
an image. At each place it multiplies, adds up and writes down the sum. The sum is large
where the image looks like the pattern. So a kernel is a detector, and the sums are its
**feature map**: they say *where* it found something.

We write four detectors by hand. Each looks for one side of a stroke.
"""

# %%
upper = torch.tensor([[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]])  # paper above, ink below
detectors = torch.stack([upper, upper.flip(0), upper.T, upper.T.flip(1)])
detectors = detectors[:, None]  # (4, 1, 3, 3)
maps = F.conv2d(x, detectors, padding=1).relu()  # (1, 4, 28, 28)
sides = ["upper edges", "lower edges", "left edges", "right edges"]
print(plots.show_maps({"image": x[0], "found": maps[0]}, 4, sides))

# %% [markdown]
"""
`padding=1` puts a frame of zeros around the image, so that the maps are as large as it
is. Each map is dark along one side of the strokes. `relu` set to 0 what was below 0:
there the image is the reverse of the pattern.

The pattern is the same at every place. So a shifted image gives shifted maps.
"""

# %% tags=["nbval-check-output"]
moved = F.conv2d(x.roll(2, dims=-1), detectors, padding=1).relu()  # 2 to the right
same = torch.allclose(moved[..., 3:-1], maps[..., 1:-3])  # the border aside
print("shifted image, shifted maps:", same)

# %% [markdown]
"""
A network begins with such a bank, but nobody writes its patterns: training finds them.
The next block is a bank again. Its kernels run over *all* maps below, so it finds
patterns of patterns. Our `MultiScaleCNN` has four blocks, each with a convolution,
batch normalisation, which brings the numbers of every map to the same mean and spread,
and `relu`. Before the second and the third, **max-pooling** halves the maps: of each
2 x 2 numbers the largest stays. The output of a block is a **level**; levels 2 and 3
are both 7 x 7, since nothing is halved before the last block. The network is not
trained yet: its kernels are random numbers.
"""

# %% tags=["nbval-check-output"]
seed_everything(seed)
network = MultiScaleCNN().eval()
levels = network.features(x)
for level, (block, feature_maps) in enumerate(zip(network.blocks, levels, strict=True)):
    kernels = tuple(block[0].weight.shape)
    print(f"level {level}: kernels {kernels!s:16} maps {tuple(feature_maps.shape)}")

# %% [markdown]
"""
## 2. What one number sees

Which pixels can change one number of a map? They are its **receptive field**. Behind
one 3 x 3 convolution it is 3 x 3 pixels. Each further layer adds to its side `kernel -
1` times the distance of two neighbours in the map that it reads, the `jump`. Behind a
pooling with stride 2, which moves on by 2, neighbours are twice as many pixels apart.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.networks.receptive_fields.receptive_field
def receptive_field(layers):
    """Return how many pixels a side one number sees."""
    size, jump = 1, 1  # of one number, in pixels of the image
    for kernel, stride, _ in layers:  # padding moves what is seen, and changes no size
        size += (kernel - 1) * jump
        jump *= stride
    return size


conv, pool = (3, 1, 1), (2, 2, 0)  # kernel, stride, padding
layers = [conv, pool, conv, pool, conv, conv]
sizes = [receptive_field(layers[:end]) for end in (1, 3, 5, 6)]  # after each block
print("four blocks: ", sizes)
deep = [conv, conv, pool, conv, conv, pool, conv, conv, conv, conv]
ends = (1, 2, 4, 5, 7, 8, 9, 10)
print("eight blocks:", [receptive_field(deep[:end]) for end in ends])

# %% [markdown]
"""
These are pixels a side, for each level. No level of our network sees a whole image,
which has 28 pixels a side. The deeper one, which we meet in section 5, does.

Is it true? A gradient knows: where a pixel can't change a number, the derivative is 0.
We add up its size over many images of noise, because in a single one `relu` and
max-pooling shut some of the paths. The result, one number for each pixel, is the
**footprint** of what we read.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.networks.receptive_fields.footprint
def footprint(read, x):
    """Return how strongly each pixel moves what `read` returns: (height, width)."""
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(read(x).sum(), x)
    return gradient.abs().sum(dim=(0, 1))


noise = torch.randn(32, 1, 28, 28, generator=named_generator(seed, "noise"))
seen = footprint(lambda images: F.conv2d(images, detectors[:1])[..., 9, 9], noise)
print("a detector of upper edges reads", int((seen > 0).sum()), "pixels")

# %% [markdown]
"""
Six and not nine: the middle row of its kernel is 0. Now the levels of the untrained
network, at one place in the middle of the image. `cell_footprint` of the library takes
the footprint of all maps of a level there.
"""

# %% tags=["nbval-check-output"]
footprints = {
    f"level {level}": cell_footprint(network, noise, level, row=3, column=3)
    for level in range(4)
}
for size, (name, seen) in zip(sizes, footprints.items(), strict=True):
    rows_seen = int((seen.amax(dim=1) > 0).sum())
    print(name, "sees", rows_seen, "rows, as computed:", rows_seen == size)

# %%
print(plots.show_footprints(x[0], footprints))

# %% [markdown]
"""
The frames are the receptive fields. But within a frame pixels do not count alike: the
middle is dark. Many paths lead from the middle to the number, and only one leads from a
corner. At level 3 less than a third of the pixels hold half of the strength (Luo and
others, 2016).

Move the number through the image and through the levels. At the border the receptive
field reaches into the padding, where there is nothing to see.
"""

# %% tags=["claim"]
holds(
    "less than a third of the pixels hold half of the strength",
    max(metric("level_3/half_strength_percent")) < 33,
)

# %%
widgets.explore_receptive_fields(network, x)

# %%
quiz(
    "Two 3 x 3 convolutions follow each other. What does a number behind both see?",
    {
        "3 x 3 pixels, the size of its kernel": "3 x 3 numbers of the map below, but "
        "each of these has seen 3 x 3 pixels itself.",
        "5 x 5 pixels, one more on each side": "The outermost of the 3 numbers in a "
        "row reach one pixel further, to the left and to the right.",
        "6 x 6 pixels, 3 more than before": "The windows of neighbours overlap: each "
        "adds one pixel, not three.",
        "9 x 9 pixels, 3 times as many a side": "That needs windows that do not "
        "overlap: a first convolution with stride 3.",
    },
    right="5 x 5 pixels, one more on each side",
)

# %% tags=["claim"]
given("9 x 9 pixels, 3 times as many a side")  # a wrong option

# %% [markdown]
"""
## 3. Several scales side by side

**Pooling pyramid.** Take a map and keep only the maximum of each cell of a grid. A fine
grid says what is where. A grid of one cell says only *that* something is there. Several
grids together say both (He and others, 2014).
"""


# %% tags=["nbval-check-output"]
def pooling_pyramid(maps, grids):
    """Max-pool maps (batch, c, height, width) to grids, join: (batch, numbers)."""
    pooled = [F.adaptive_max_pool2d(maps, grid).flatten(1) for grid in grids]
    return torch.cat(pooled, dim=1)


print(tuple(pooling_pyramid(torch.rand(2, 3, 8, 8), grids=(1, 2, 4)).shape))
print("expected:", (2, 3 * (1 + 4 + 16)))

# %% [markdown]
"""
What does a coarse grid buy? We shift 500 images by two pixels and compare the pooled
maps of our four detectors before and after.
"""

# %%
many = data.x_unlabelled[:500]
before = F.conv2d(many, detectors, padding=1).relu()
after = F.conv2d(many.roll(2, dims=-1), detectors, padding=1).relu()
changes = {}
for grid in (28, 14, 7, 4, 2, 1):
    a, b = (pooling_pyramid(maps, (grid,)) for maps in (before, after))
    changes[grid] = 100 * ((a - b).norm() / a.norm()).item()
    print(f"grid {grid:2d} x {grid:2d}: changes by {changes[grid]:4.1f} %")

# %% [markdown]
"""
The coarser the grid, the less a shift changes; one cell hardly notices it. On the
finest grid the change is larger than the maps themselves, above 100 %: edges are thin,
and two pixels aside most of them meet no edge. The price of a coarse grid:
one cell can't tell a 6 from a 9, which have much the same edges in other places.

**Parallel branches.** Kernels of several sizes read the same maps side by side, and
their results are joined, map beside map (Szegedy and others, 2015). Padding keeps all
of them at the same size.
"""

# %% tags=["claim"]
from itertools import pairwise

changes = [metric(f"grid_{n}/change_by_shift_percent") for n in (28, 14, 7, 4, 2, 1)]
for finer, coarser in pairwise(changes):
    holds("The coarser the grid, the less a shift changes", all(coarser < finer))
holds("one cell hardly notices it", max(changes[-1]) < 2)
holds(
    "the change is larger than the maps themselves, above 100 %", min(changes[0]) > 100
)


# %% tags=["nbval-check-output"]
class Branches(nn.Module):
    """Read maps (batch, c, height, width) by kernels of 1, 3 and 5 a side."""

    def __init__(self, in_channels, width):
        super().__init__()
        self.branches = nn.ModuleList(
            nn.Conv2d(in_channels, width, kernel, padding=kernel // 2)
            for kernel in (1, 3, 5)
        )

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)


branches = Branches(16, width=8)
print(tuple(branches(torch.rand(2, 16, 14, 14)).shape), "expected (2, 24, 14, 14)")
print("weights:", [measure.count_weights(branch) for branch in branches.branches])

# %% [markdown]
"""
Large kernels are expensive: the 5 x 5 branch has most of the weights. Two 3 x 3
convolutions in a row see as many pixels with fewer weights.

**Levels.** The third way needs no more convolutions: the levels of a network have
different receptive fields already. `MultiScaleCNN` pools each level to a grid of its
own and joins the results to one **code**. Level 2 stays as it is; the others become
4 x 4, because level 0 alone would be 12,544 numbers. A linear layer makes ten numbers
of the code, the **logits**. The largest one names the class, and the **softmax** turns
them into probabilities that add up to 1.
"""

# %% tags=["nbval-check-output"]
print("grids a side, by level:", network.grids)
print("code:", tuple(network.code(levels).shape))

# %% [markdown]
"""
## 4. Passing the coarse levels down

A number of level 0 knows its place exactly, but sees 3 x 3 pixels. It can't know
whether its edge belongs to a 3 or to an 8. Level 3 is the reverse. A **feature
pyramid** (Lin and others, 2017) is the fourth way; it passes coarse levels down to fine
ones:

1. `lateral`, a 1 x 1 convolution for each level, gives all the same number of maps;
2. from coarse to fine, each result is enlarged (every number is repeated) to the next
   level's size and added to that level;
3. `smooth`, a 3 x 3 convolution for each level, reads the sums.

torchvision has one. With its weights, ours must give its numbers.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.networks.feature_pyramid.fuse_top_down
def fuse_top_down(levels, lateral, smooth):
    """Add to each level what all coarser levels found; finest first, as given."""
    fused = [lateral[-1](levels[-1])]
    for level in reversed(range(len(levels) - 1)):
        fine = lateral[level](levels[level])
        fused.insert(0, fine + F.interpolate(fused[0], size=fine.shape[-2:]))
    return [convolution(x) for convolution, x in zip(smooth, fused, strict=True)]


seed_everything(seed)
reference = FeaturePyramidNetwork([16, 32, 64, 64], out_channels=24)
lateral, smooth = reference.inner_blocks, reference.layer_blocks
ours = fuse_top_down(levels, lateral, smooth)
theirs = reference(dict(enumerate(levels))).values()
for level, (a, b) in enumerate(zip(ours, theirs, strict=True)):
    print("level", level, tuple(a.shape), torch.allclose(a, b, atol=1e-5))

# %% [markdown]
"""
What does level 0 see now? We compare its footprint before and after.
"""


# %%
def read_fused(images):
    """Return the numbers of the fused level 0 in the middle of the image."""
    return fuse_top_down(network.features(images), lateral, smooth)[0][..., 14, 14]


alone, fused = footprints["level 0"], footprint(read_fused, noise)
print(plots.show_footprints(x[0], {"level 0 alone": alone, "level 0 fused": fused}))

# %% [markdown]
"""
It sees what level 3 sees, and still knows its place to the pixel. That is what such
pyramids were made for: finding objects of all sizes *and* where they are. Whether it
helps to classify, we measure.
"""

# %%
quiz(
    "Why does a 1 x 1 convolution come before two levels are added?",
    {
        "It makes the finer level as small as the coarser one": "A 1 x 1 convolution "
        "leaves the size as it is. The coarser level is enlarged.",
        "It lets every number see further than before": "A kernel of one pixel adds "
        "nothing to the receptive field.",
        "It gives both levels the same number of maps": "Only equal shapes can be "
        "added. It also learns which map is to be added to which.",
    },
    right="It gives both levels the same number of maps",
)

# %% [markdown]
"""
## 5. Four rivals with equal weights

A network with more parts has more weights, and more weights may help by themselves. So
our rivals all have the same number, within 1 %. Each spends them in its own way:

| network | spends its weights on | classifies from |
|---|---|---|
| `SingleScaleCNN` | width: four blocks with many maps | the last level |
| `DeepCNN` | depth: eight blocks with fewer maps | the last level |
| `MultiScaleCNN` | a linear layer that reads more | all levels |
| `TopDownCNN` | fusing the levels | all levels, fused |
"""

# %% tags=["claim"]
given("within 1 %")  # how the networks were sized; a reference cell compares

# %% tags=["nbval-check-output"]
networks = {
    "supervised_single_scale": SingleScaleCNN,
    "supervised_deep": DeepCNN,
    "supervised_multiscale": MultiScaleCNN,
    "supervised_top_down": TopDownCNN,
}
weights = {name: measure.count_weights(kind()) for name, kind in networks.items()}
for name, count in weights.items():
    print(f"{name:23s} {count:7,}")
print("equal within 1 %:", max(weights.values()) < 1.01 * min(weights.values()))

# %% [markdown]
"""
All learn in the same way. In each **step**, a network answers for a batch of 100
labelled images. The gradient says how every weight should move for the cross-entropy to
become smaller, and all weights move a little. Before that, the images are
**augmented**: each is turned, stretched, shifted and bent a little, by chance, so that
no image comes twice.

All get the same labelled images, the same batches in the same order, the same
augmentation and learning rate, and 300 steps (in the profile `class`). We score each
after its last step. This cell is the longest of the lesson: one to two minutes.
"""

# %%
num_steps = {"smoke": 4, "class": 300, "full": 1_500}[run.profile]
shared = {
    "num_steps": num_steps,
    "steps_per_epoch": max(num_steps // 3, 4),
    "num_scored": {"smoke": 200}.get(run.profile),  # None: all images
    "dataset": dataset,
    "labels_per_class": labels_per_class,
    "label_seed": label_seed,
    "seed": seed,
}
slowest_first = reversed(networks)
jobs = [{"method": m, "checkpoint": run.checkpoint(m), **shared} for m in slowest_first]
outcomes = {outcome.method: outcome for outcome in train_side_by_side(jobs)}

# %%
errors = {name: outcomes[name].test.error_percent for name in networks}
intervals = {name: outcomes[name].test.interval for name in networks}
for name in networks:
    print(f"{name:24s} {outcomes[name].cpu_seconds:5.1f} CPU seconds")
print(plots.show_errors(errors, intervals))

# %% [markdown]
"""
This is one draw of labels, and lesson 00 showed what that is worth. The intervals know
of the choice of test images only.

Equal weights and equal steps are not equal cost. A convolution uses each of its weights
at every place of its map, so most often on fine levels; a linear layer uses each once.
The deep network takes at least 1.3 times the CPU seconds of the wide one, and the fused
network at least 1.6 times.

## 6. From 20 labels to all of them

For a comparison we need more draws. Two files in `data/results/` hold five of them,
each with first weights of its own, all with 300 steps on MNIST. One is this lesson, run
five times. The other has three of the networks at three more numbers of labels; it
takes about half an hour to make it again:

```
msgan sweep data/sweeps/multiscale.yaml --record data/results/multiscale.jsonl
```

"All" are 4,963 images a class, the most of a balanced draw. The fused network has been
recorded at 100 labels only.
"""

# %% tags=["claim"]
SINGLE, DEEP = "supervised_single_scale", "supervised_deep"
MULTI, TOP_DOWN = "supervised_multiscale", "supervised_top_down"
holds(
    "The deep network takes at least 1.3 times the CPU seconds of the wide one",
    min(seconds(DEEP) / seconds(SINGLE)) >= 1.3,
)
holds(
    "the fused network at least 1.6 times",
    min(seconds(TOP_DOWN) / seconds(SINGLE)) >= 1.6,
)
given("this lesson, run five times")  # the sweep file says so

# %%
rows = recorded_rows("multiscale") + recorded_rows("02_multiscale_features")
of_all = errors_by_labels(rows)
recorded = {name: of_all[name] for name in networks if name in of_all}
print(plots.show_error_curves(recorded))

# %% [markdown]
"""
Labels matter most. Between 20 and 100 labels each of the three curves falls to less
than half. At 20 labels the five draws of one network lie further apart than the means
of the networks.

For a paired comparison we subtract, draw by draw, the error of the single-scale
network, and look at the mean of the five differences with its 95 % interval.
"""

# %% tags=["claim"]
ALL = 49_630
LABELS = (20, 100, 1_000, ALL)


def error(network, labels):
    file = "02_multiscale_features" if labels == 100 else "multiscale"
    return errors(network, file, labels_per_class=labels // 10)


CURVES = {name: [error(name, n) for n in LABELS] for name in (SINGLE, DEEP, MULTI)}
at_20 = [curve[0] for curve in CURVES.values()]
for at_20_labels, at_100_labels, *_ in CURVES.values():
    holds(
        "Between 20 and 100 labels each of the three curves falls to less than half",
        ratio(at_100_labels, at_20_labels) < 0.5,
    )
holds(
    "At 20 labels the five draws of one network lie further apart than the means of "
    "the networks",
    min(max(draws) - min(draws) for draws in at_20)
    > max(map(mean, at_20)) - min(map(mean, at_20)),
)
given("with its 95 % interval")  # which interval it is

# %%
single = recorded.get("supervised_single_scale", {})
for rival in list(networks)[1:]:
    for count, rivals_errors in sorted(recorded.get(rival, {}).items()):
        differences = np.subtract(rivals_errors, single[count])
        if len(differences) > 1:
            mean, low, high = measure.mean_interval(differences)
            interval = f"({low:+.2f} to {high:+.2f})"
            print(f"{rival} at {count:6,}: {mean:+.2f} points {interval}")

# %% [markdown]
"""
At 100 labels, and again with all of them, the deep network is better than the
single-scale one: its whole interval lies below 0. At 20 labels the multi-scale network
is worse: its whole interval lies above 0. All other intervals include 0. That does not
make those networks equal: the interval says how large a difference may still be. And of
nine intervals one may miss the truth by chance.

So several scales did not help here. Depth did, and it cost more computing.
"""

# %% tags=["claim"]
AGAINST_SINGLE = {  # the intervals of the differences
    (name, n): interval(error(name, n) - error(SINGLE, n))
    for name in (DEEP, MULTI)
    for n in LABELS
}
AGAINST_SINGLE[TOP_DOWN, 100] = interval(error(TOP_DOWN, 100) - error(SINGLE, 100))
for n in (100, ALL):
    holds(
        "At 100 labels, and again with all of them, the deep network is better than "
        "the single-scale one: its whole interval lies below 0",
        AGAINST_SINGLE[DEEP, n].high < 0,
    )
holds(
    "At 20 labels the multi-scale network is worse: its whole interval lies above 0",
    AGAINST_SINGLE[MULTI, 20].low > 0,
)
for case in AGAINST_SINGLE.keys() - {(DEEP, 100), (DEEP, ALL), (MULTI, 20)}:
    holds("All other intervals include 0", 0 in AGAINST_SINGLE[case])
several_scales_do_not_help = all(AGAINST_SINGLE[MULTI, n].high > 0 for n in LABELS)
depth_helps = all(AGAINST_SINGLE[DEEP, n].high < 0 for n in (100, ALL))
holds(
    "So several scales did not help here. Depth did, and it cost more computing",
    several_scales_do_not_help,
    depth_helps,
    min(seconds(DEEP) / seconds(SINGLE)) > 1,
)

# %%
quiz(
    "Two networks have equal weights and get equal steps. What may still differ?",
    {
        "Nothing that matters for a comparison": "Look at the CPU seconds above. A "
        "comparison at equal steps answers one question, at equal seconds another.",
        "How much they compute in every step": "A weight of a convolution is used at "
        "every place of its map, one of a linear layer once.",
        "Which labelled images they learn from": "These are fixed by `label_seed`, "
        "the same for all.",
    },
    right="How much they compute in every step",
)

# %% [markdown]
"""
## 7. Digits of another size

Several scales should help where things have several sizes. All our digits are about
equally large. So we show the trained networks smaller and larger ones than they ever
saw; their augmentation stretches an image by a tenth at most, in each direction.
"""


# %%
def resized(x, factor):
    """Enlarge or shrink what is in images (n, 1, 28, 28), about the middle."""
    change = torch.tensor([[1 / factor, 0, 0], [0, 1 / factor, 0]])
    grid = F.affine_grid(change.repeat(len(x), 1, 1), x.shape, align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


factors = (0.6, 0.8, 1.0, 1.2)
small_to_large = torch.cat([resized(x, factor) for factor in factors])
print(plots.show_images(small_to_large, [f"{f}" for f in factors], columns=4))

# %% [markdown]
"""
Only the digit shrinks or grows.
"""

# %%
trained, by_size = {}, {}
num_test = {"smoke": 200, "class": 2_000, "full": 10_000}[run.profile]
x_test, y_test = data.x_test[:num_test], data.y_test[:num_test]
for name, kind in networks.items():
    trained[name] = kind()
    trained[name].load_state_dict(outcomes[name].weights)
    for factor in factors:
        score = measure.evaluate(trained[name], resized(x_test, factor), y_test)
        by_size[name, factor] = score.error_percent
    told = ", ".join(f"{by_size[name, f]:.1f} % at {f}" for f in factors)
    print(f"{name:24s} {told}")

# %% [markdown]
"""
(In `class` these are the first 2,000 test images. On them each network has one to three
points more errors than on all 10,000 of section 5.)

At six tenths of the size every network makes more than twice as many mistakes as at
full size. Reading several scales does not protect against it. A level finds its
patterns at every place, but only in the size in which it learned them; and the linear
layer expects each of them in certain cells. What a network is to recognise, it has to
see in training. Lesson 15 comes back to this.

## 8. What the levels find

One image in the trained `TopDownCNN`: a row for each level, then the finest and the
coarsest level once more, after the fusion.
"""

# %% tags=["claim"]
times_as_wrong = []  # on small digits, a number a network and draw
for name in (SINGLE, DEEP, MULTI, TOP_DOWN):
    same_size = metric(f"{name}/same_digits_error_percent")
    small = metric(f"{name}/small_digits_error_percent")
    times_as_wrong.extend(small / same_size)
    holds(
        "each network has one to three points more errors than on all 10,000",
        min(same_size - errors(name)) > 0.5,
        max(same_size - errors(name)) < 3.5,
    )
holds(
    "At six tenths of the size every network makes more than twice as many mistakes as "
    "at full size",
    min(times_as_wrong) > 2,
)

# %%
top_down = trained["supervised_top_down"].eval()
levels = [level.detach() for level in top_down.features(x)]
fused = [level.detach() for level in top_down.fusion(levels)]
rows_of_maps = {f"level {n}": level[0] for n, level in enumerate(levels)}
rows_of_maps |= {f"fused {n}": fused[n][0] for n in (0, 3)}
print(plots.show_maps(rows_of_maps))

# %% [markdown]
"""
In level 0 you can still read the image: edges and filled strokes. With each level maps
get coarser and harder to name. No `relu` follows the fusion, so its numbers can be
negative; there, grey is 0. The fused level 0 has the size of the finest level; blocks
of the coarse ones show through. What a single map *means* can't be read off a picture;
what all together are good for can be measured.

## 9. A code of a few numbers

`code` pools the fused levels and joins them: 2,328 numbers an image. Are so many
needed? **Principal component analysis** (PCA) looks for the directions along which many
codes vary most. The singular value decomposition (SVD) of the centred codes gives them,
strongest first. A tiny example, four points on a cross:
"""

# %% tags=["claim"]
given("four points on a cross")  # the example's data

# %% tags=["nbval-check-output"]
points = torch.tensor([[12.0, 10], [8, 10], [10, 11], [10, 9]])
centred = points - points.mean(dim=0)
_, singular, axes = torch.linalg.svd(centred, full_matrices=False)
print("axes:", axes.abs().round().int().tolist())
print("squared distances along them:", singular.square().round().int().tolist())

# %% [markdown]
"""
`principal_axes` of the library does the same. PCA needs no labels, so it gets
unlabelled images. We find the axes of the fused features and, to compare, of the
pixels.
"""

# %%
num_unlabelled = {"smoke": 100, "class": 1_000, "full": 2_000}[run.profile]
images = (data.x_unlabelled[:num_unlabelled], data.x_labelled, x_test)


@torch.no_grad()
def fused_features(x):
    """Return the fused features, pooled and joined: (n, 2328)."""
    return torch.cat([top_down.code(top_down.features(part)) for part in x.split(500)])


features = {
    "pixels": [x.flatten(1) for x in images],
    "features": [fused_features(x) for x in images],
}

# %%
axes = {name: principal_axes(parts[0]) for name, parts in features.items()}
shown = axes["features"].code(features["features"][2][:400], 2)
print(plots.show_plane(shown, y_test[:400].tolist(), class_names, "features"))

# %% [markdown]
"""
Two numbers an image, and classes already form groups, though PCA knows no class. Some
groups lie on top of each other: two numbers are too few. How many are enough? We train
one linear layer on the codes of the labelled images and count its errors on the test
images of section 7.
"""

# %%
code_errors = {name: {} for name in features}
for name, (_, labelled, tested) in features.items():
    for size in (2, 4, 8, 16, 32):
        layer = fit_linear(axes[name].code(labelled, size), data.y_labelled)
        answers = layer(axes[name].code(tested, size)).argmax(dim=1)
        wrong = (answers != y_test).float().mean().item()
        code_errors[name][size] = [100 * wrong]
print(plots.show_error_curves(code_errors, "numbers in the code"))

# %% [markdown]
"""
From eight numbers of the features the layer makes less than half of the mistakes that
it makes from eight numbers of the pixels. From 16 it comes within three points of the
whole network. So what the network found out about an image fits into a few numbers, and
the rest of the 2,328 adds little. But the network had seen the labels when it
learned its features. Lesson 11 asks for features that were learned
without any.

## Your turn

Three exercises. The first belongs to section 2, the second to section 4, the third to
section 9.
"""


# %% tags=["claim"]
def from_code(kind, size):
    return metric(f"{kind}_code/{size}_numbers_error_percent")


of_eight_numbers = from_code("features", 8) / from_code("pixels", 8)
holds(
    "From eight numbers of the features the layer makes less than half of the mistakes "
    "that it makes from eight numbers of the pixels",
    max(of_eight_numbers) < 0.5,
)
whole_network = metric(f"{TOP_DOWN}/same_digits_error_percent")
holds(
    "From 16 it comes within three points of the whole network",
    max(from_code("features", 16) - whole_network) <= 3,
)

# %% [markdown] tags=["exercise"] exercise="02_pixels_seen" points=2
"""
### Exercise 1: Which pixels?

**Goal.** Say not only how many pixels a number sees, but which.

**Signature.** `pixels_seen(layers, position)` returns a pair of whole numbers, the
first and the last pixel seen, along one axis.

**Given.** `layers` is a list of `(kernel, stride, padding)`, as in section 2, the layer
next to the image first. `position` counts the numbers behind the last layer, from 0.
With `padding` p, a layer puts p zeros before its first number. Pixels in the padding
count too: the first may lie below 0, the last beyond the image.

**Example.** `pixels_seen([(3, 1, 1)], 5)` is `(4, 6)`: the number and one neighbour on
each side. `pixels_seen([(3, 1, 1), (2, 2, 0)], 0)` is `(-1, 2)`: the pooling reads
numbers 0 and 1 of the convolution, which see pixels -1 to 1 and 0 to 2. With two
strides, `pixels_seen([(3, 2, 1), (2, 3, 0)], 1)` is `(5, 9)`.

**Checked** on random kernels, paddings and positions, with strides of 1, 2 and 3 in
several orders.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Begin with one layer. Without padding, number `p` reads a window that begins at
`p * stride`. How long is it? What does padding do to its beginning?

</details>

<details><summary>Hint 2</summary>

With several layers, go backwards: from the position behind the last layer to the
numbers that it reads, and so on to the pixels. `reversed(layers)` does that.

</details>

<details><summary>Hint 3</summary>

Carry two numbers along, which are both `position` at first. Each layer multiplies both
by its stride and takes its padding off; the second then lies `kernel - 1` further.

</details>

#### When it passes

Which pixels does the corner of level 3 see, position 0 behind `layers` of section 2,
and what share of them lies in the padding?

<details><summary>Answer</summary>

Pixels -11 to 14 along each axis, 26 in all, of which 11 lie in the padding. Of the
square of 26 x 26 only 15 x 15 are pixels of the image: two thirds of what the corner
sees is padding.

</details>
"""


# %% tags=["solution"] exercise="02_pixels_seen"
def pixels_seen(layers, position):
    """Return the first and last pixel that the number at `position` sees."""
    # SOLUTION
    first = last = position
    for kernel, stride, padding in reversed(layers):
        first = first * stride - padding
        last = last * stride - padding + kernel - 1
    return first, last
    # END


# %% tags=["check"] exercise="02_pixels_seen"
check("02_pixels_seen", pixels_seen)

# %% [markdown] tags=["exercise"] exercise="02_fuse_bottom_up" points=2
"""
### Exercise 2: The other direction

**Goal.** Tell coarse levels what finer ones found: a bottom-up fusion without weights.

**Signature.** `fuse_bottom_up(levels)` returns a list of as many maps, of the same
shapes, the finest first.

**Given.** `levels` is a list of maps (batch, c, side, side), float32 or float64, the
finest first, all with the same c. Each level has the side of the level before it, or
half of that. The finest level stays as it is. Each further result is its level plus the
*result before it*. If that is larger than the level, it is max-pooled first, in cells
of 2 x 2.

**Example.** With one image and one map, let the levels be `[[-4, -1], [-3, -2]]`,
`[[10]]` and `[[100]]`. The result is `[[-4, -1], [-3, -2]]`, `[[9]]`, `[[109]]`.

**Checked** on two to five random levels; the side is halved in some places, in others
not.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

It is section 4 turned round: begin with the finest level, and carry the last sum along.

</details>

<details><summary>Hint 2</summary>

`F.max_pool2d(maps, 2)` halves the side. Do it only where the sides differ:
`maps.shape[-1]` is the side.

</details>

<details><summary>Hint 3</summary>

Begin with a list that holds the finest level alone. For each further level take the
last element of your list, pool it if it is larger, and append the sum.

</details>

#### When it passes

Fuse the trained network's levels top-down with `top_down.fusion`, then bottom-up with
your function: from which levels does each one know something then?

<details><summary>Answer</summary>

From all of them. The first way told each level what coarser ones found, the second one
what finer ones found. The finest level knew of all the others after the first way, and
the second one leaves it as it is. Liu and others (2018) do just that, with weights.

</details>
"""


# %% tags=["solution"] exercise="02_fuse_bottom_up"
def fuse_bottom_up(levels):
    """Add to each level what all finer levels found; finest first."""
    # SOLUTION
    fused = [levels[0]]
    for level in levels[1:]:
        below = fused[-1]
        if below.shape[-1] > level.shape[-1]:
            below = F.max_pool2d(below, 2)
        fused.append(level + below)
    return fused
    # END


# %% tags=["check"] exercise="02_fuse_bottom_up"
check("02_fuse_bottom_up", fuse_bottom_up)

# %% [markdown] tags=["exercise"] exercise="02_variance_kept" points=2
"""
### Exercise 3: How much do k numbers keep?

**Goal.** Measure which share of the variance the first axes of a PCA keep together.

**Signature.** `variance_kept(features)` returns a tensor (dims,): at place `k - 1` the
share that the first k axes keep, from 0 to 1.

**Given.** `features` (n, dims) are float32, an image a row, with more rows than
columns; there may be one column. Variance is about the mean of all images. The variance
along an axis is proportional to the *square* of its singular value.

**Example.** For the features `[[7, 5], [3, 1], [6, 2], [4, 4]]` it is
`tensor([0.8, 1.0])`. Their axes lie across the columns. The squared distances along
them are 16 and 4, and 16 is four fifths of 20.

**Checked** on random features whose mean is not 0, few and many.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Four steps: take the mean away, decompose, square, add up and divide.

</details>

<details><summary>Hint 2</summary>

`torch.linalg.svdvals(a)` gives the singular values alone, the largest first.
`features.mean(dim=0)` is the mean over the images.

</details>

<details><summary>Hint 3</summary>

`cumsum(dim=0)` adds up from the left: from `[8, 2]` it makes `[8, 10]`. Divide by the
sum of all.

</details>

#### When it passes

Apply it to `features["pixels"][2]`, the pixels of the test images: which share do eight
numbers keep, how well did they classify in section 9, and what does variance not know?

<details><summary>Answer</summary>

Eight numbers keep less than half of the variance, and the layer made many more mistakes
from them than from eight numbers of the features. Variance knows no labels. How thick
or slanted a digit is moves many pixels and tells little of its class; a short stroke
that closes a loop moves few pixels and tells a lot.

</details>
"""


# %% tags=["solution"] exercise="02_variance_kept"
def variance_kept(features):
    """Return the share of the variance that the first k axes keep, for each k."""
    # SOLUTION
    centred = features - features.mean(dim=0)
    squares = torch.linalg.svdvals(centred).square()
    return squares.cumsum(dim=0) / squares.sum()
    # END


# %% tags=["check"] exercise="02_variance_kept"
check("02_variance_kept", variance_kept)

# %% [markdown]
"""
And two things to try, without a check:

1. **Other labels** (5 minutes). Set `label_seed = 1` and run the lesson again. Which
   network wins now? What do you conclude about section 5?
2. **Equal cost** (10 minutes). In the cell that makes `jobs`, give every network a
   `num_steps` of its own, so that their CPU seconds become about equal. Leave out
   `checkpoint`, and train again.

## Summary

- A convolution is a bank of detectors; the receptive field says how much each sees, and
  the gradient proves it.
- Features of several scales can be joined by pooling pyramids, parallel branches, the
  network's levels, or a top-down fusion.
- At equal weights and equal steps, the number of labels changes the error far more than
  the choice among our networks.
- On MNIST several scales did not help; eight blocks in place of four did, at more CPU
  seconds.
- Reading several scales does not make a network recognise digits of a size that it has
  not seen in training.
- Eight numbers from a trained network's features classify better than eight numbers
  from the pixels.

## What we did not show

- Equal CPU seconds, longer trainings, a recipe tuned for each network. All four have
  the recipe that was chosen for the single-scale and the multi-scale one.
- Images in which things really come in several sizes. There, and where places must be
  found, feature pyramids have their best claim.
- Other data: the recorded curves are MNIST's.

## Further reading

- Lazebnik, Schmid and Ponce (2006), *Beyond Bags of Features: Spatial Pyramid
  Matching*.
- He and others (2014), *Spatial Pyramid Pooling in Deep Convolutional Networks*.
- Szegedy and others (2015), *Going Deeper with Convolutions*: parallel branches.
- Luo and others (2016), *Understanding the Effective Receptive Field*.
- Lin and others (2017), *Feature Pyramid Networks for Object Detection*.
- Liu and others (2018), *Path Aggregation Network for Instance Segmentation*.

The last cell saves what we measured.
"""

# %% tags=["claim"]
by_labels = [mean(curve[0]) / mean(curve[-1]) for curve in CURVES.values()]
by_network = []
for of_networks in zip(*CURVES.values(), strict=True):
    means = [mean(draws) for draws in of_networks]
    by_network.append(max(means) / min(means))
holds(
    "the number of labels changes the error far more than the choice among our "
    "networks",
    min(by_labels) > 5 * max(by_network),
)
holds(
    "On MNIST several scales did not help; eight blocks in place of four did, at more "
    "CPU seconds",
    several_scales_do_not_help,
    depth_helps,
    min(seconds(DEEP) / seconds(SINGLE)) > 1,
)
holds(
    "Reading several scales does not make a network recognise digits of a size that it "
    "has not seen in training",
    min(times_as_wrong) > 2,
)
holds(
    "Eight numbers from a trained network's features classify better than eight "
    "numbers from the pixels",
    max(of_eight_numbers) < 0.5,
)

# %%
strength = footprints["level 3"].flatten().sort(descending=True).values
half = int((strength.cumsum(0) < strength.sum() / 2).sum()) + 1
metrics = {"level_3/half_strength_percent": 100 * half / sizes[3] ** 2}
for grid, change in changes.items():
    metrics[f"grid_{grid}/change_by_shift_percent"] = change
for name in networks:
    metrics |= {
        f"{name}/test_error_percent": errors[name],
        f"{name}/training_cpu_seconds": outcomes[name].cpu_seconds,
        f"{name}/small_digits_error_percent": by_size[name, 0.6],
        f"{name}/same_digits_error_percent": by_size[name, 1.0],
    }
for name, of_size in code_errors.items():
    for size, (error,) in of_size.items():
        metrics[f"{name}_code/{size}_numbers_error_percent"] = error
run.save(metrics)
