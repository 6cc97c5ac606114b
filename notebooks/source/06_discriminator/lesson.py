# ---
# jupyter:
#   minutes: {smoke: 0.2, class: 1.4}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 06. The discriminator: what it sees, and what that is good for

We keep a generator as it is and let networks learn to tell its images from real ones.
Which scale do they look at, can they win for a silly reason, and what is left of them
once nothing can be told apart?

**You will**

- find two features by which real digits are known at once, and test whether trained
  networks use them;
- compare discriminators that read one level, all levels, or a pyramid of the image, at
  equal weights and equal steps, on images that they were not trained on;
- prove what a discriminator says of patches and of classes, and predict what the best
  one says.

**You need** lessons 02 and 04; lesson 05 helps.

**Time**: about 70 minutes of reading and exercises; the cells run in about two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, batches, noise, labelled images

# %%
import copy
import itertools
import time

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib import measure, plots, widgets
from msgan_lib.codes import fit_linear
from msgan_lib.few_labels import load_few_labels
from msgan_lib.greys import grey_shares
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import discriminator_loss, real_logit
from msgan_lib.networks.discriminators import StridedDiscriminator
from msgan_lib.networks.level_discriminators import make_level_discriminator
from msgan_lib.recorded_rows import recorded_rows
from msgan_lib.weights import load_generator

run = start_run("06_discriminator", profile=profile, seed=seed)
seed_everything(seed)

# %% [markdown]
"""
## 1. One number an image

In a game both networks learn at once, and it is hard to say what either knows. So we
take a generator that was trained before and never change it again: it is **frozen**.
What it draws are our fakes. It had 1,000 steps against a *dense* discriminator, with
the least-squares loss and a penalty on slopes (R1) in every eighth of them. So its
faults are those that this opponent missed.
"""

# %%
generator = load_generator("lesson_06_generator")  # z (n, 64) -> (n, 1, 28, 28)


@torch.no_grad()
def draw_fakes(n, name):
    """Return n images of the generator, from noise that belongs to that name."""
    stream = named_generator(seed, name)
    parts = [generator(generator.sample_noise(100, stream)) for _ in range(n // 100)]
    return torch.cat(parts)  # (n, 1, 28, 28)


# %%
data = load_few_labels("mnist", labels_per_class=10, label_seed=seed)
many, num_new = {"smoke": (200, 100)}.get(run.profile, (10_000, 5_000))
x_real = data.x_unlabelled[:-5_000]  # training images, the development ones left out
x_fake = draw_fakes(many, "fakes to learn from")
new_real = data.x_development[:num_new]  # for tests: nothing learns from these
new_fake = draw_fakes(num_new, "fakes to test with")
print(plots.show_real_and_fake(new_real, new_fake))

# %% [markdown]
"""
Some fakes could pass, many have a stroke too few. By what would *you* tell them apart:
single pixels, strokes, the whole digit?

A **discriminator** maps an image to one number, its real logit: above 0 means "I take
it for real". The sigmoid makes a probability of it. `StridedDiscriminator` does so by
three convolutions and a linear layer.
"""

# %% tags=["nbval-check-output"]
seed_everything(seed)
discriminator = StridedDiscriminator()
logits = discriminator(new_real[:3])  # (3,)
print("images", tuple(new_real[:3].shape), "-> real logits", tuple(logits.shape))

# %% [markdown]
"""
Training is lesson 04's discriminator step in a loop. $L_D = \frac12 \big(
\overline{\mathrm{softplus}(-s_{real})} + \overline{\mathrm{softplus}(s_{fake})}
\big)$, with the logits $s$ and a mean over the images under each bar, is the line with
`discriminator_loss`.
"""


# %%
def train(discriminator, x_real, x_fake, num_steps, lr=0.008):
    """Let a discriminator learn to tell two sets of images apart."""
    optimizer = torch.optim.Adam(discriminator.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, num_steps)
    batches = named_generator(seed, "batches")
    for _ in range(num_steps):
        real, fake = (
            x[torch.randint(len(x), (64,), generator=batches)] for x in (x_real, x_fake)
        )
        loss = discriminator_loss(discriminator(real), discriminator(fake))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()  # smaller and smaller steps, so that the last ones settle


# %% [markdown]
"""
And how good is it? The article behind this course writes that "the discriminator
outputs the test images". It outputs one number. But it *needs* test images: real ones
that it was not trained on, and fakes from other noise. We count what is **recognised**:
real images with a logit above 0, fakes with one of at most 0. A coin toss gets half.
"""


# %%
@torch.no_grad()
def recognised(discriminator, x_real, x_fake):
    """Return how many percent of real images and of fakes it knows, and the mean."""
    real = 100 * (discriminator(x_real) > 0).float().mean().item()
    fake = 100 * (discriminator(x_fake) <= 0).float().mean().item()
    return real, fake, (real + fake) / 2


def tell(scores):
    """Print what was recognised, a line each."""
    for name, (real, fake, both) in scores.items():
        print(f"{name:24s} real {real:5.1f} %, fake {fake:5.1f} %, mean {both:5.1f} %")


# %%
num_steps = {"smoke": 4, "class": 600, "full": 2_400}[run.profile]
seed_everything(seed)
discriminator = StridedDiscriminator()
train(discriminator, x_real, x_fake, num_steps)

learnt = recognised(discriminator, x_real[:many], x_fake)
as_they_are = recognised(discriminator, new_real, new_fake)
tell({"images it learnt from": learnt, "new images": as_they_are})

# %% [markdown]
"""
It recognises nearly all images, although it has never seen them, and hardly fewer than
of those it learnt from. So it found something that real digits and fakes differ in.
What?

## 2. Winning by a triviality

The background of an MNIST digit is exactly 0. The generator ends in a sigmoid, which
comes close to 0 and hardly ever gets there; this generator's never does. Whoever looks
for that needs to know nothing of digits: we call it a **triviality**.
"""

# %% tags=["claim"]
AS_THEY_ARE = metric("as_they_are/recognised_percent")
holds("It recognises nearly all images", min(AS_THEY_ARE) > 90)
holds(
    "hardly fewer than of those it learnt from",
    max(metric("as_they_are/learnt_recognised_percent") - AS_THEY_ARE) < 3,
)

# %% tags=["nbval-check-output"]
zeros = {name: x == 0 for name, x in (("real", new_real), ("fake", new_fake))}
print("real images with a 0:", zeros["real"].flatten(1).any(dim=1).all().item())
print("fakes without any 0: ", not zeros["fake"].any().item())

# %%
n = 8
rows = {
    "real": new_real[:n],
    "where it is 0": zeros["real"][:n].float(),
    "generated": new_fake[:n],
    "where that is 0": zeros["fake"][:n].float(),
}
print(plots.show_rows(rows))

# %% [markdown]
"""
Black marks the zeros: a real digit stands in a sea of them, a generated one has none.
"""

# %% [markdown] tags=["exercise"] exercise="06_win_trivially" points=1
"""
### Exercise 1: Win for a silly reason

**Goal.** Break the contest: write a discriminator without a weight that is right about
every image of this lesson.

**Signature.** `win_trivially(x)` returns real logits `(batch,)`, above 0 for a real
image and below 0 for a generated one. Which numbers you take is up to you.

**Given.** Images `x`, float32 or float64, `(batch, 1, height, width)` from 0 to 1, one
or many. A real image has at least one pixel of *exactly* 0, somewhere. A generated one
has none, but its faintest pixels may be as faint as a millionth of a millionth. Each
image is judged by itself.

**Example.** Of two images with the pixels `[[0.9, 0.0]]` and `[[0.9, 0.000001]]` the
first is real and the second is not. `tensor([1.0, -1.0])` is a right answer, so is
`tensor([30.0, -0.5])`.

**Checked** on real and generated images together and alone, of several sizes, with thin
and with thick strokes, and with backgrounds of several greys.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

`x == 0` is a tensor of the shape of `x`, True where a pixel is exactly 0. For which
images is any of it True?

</details>

<details><summary>Hint 2</summary>

`flatten(1)` keeps the images apart and puts the pixels of each into one row.
`any(dim=1)` asks row by row.

</details>

<details><summary>Hint 3</summary>

`torch.where(real, 1.0, -1.0)` makes logits of True and False.

</details>

#### When it passes

What does it say of fakes in which every pixel is rounded to a multiple of 1/255, by
`quantised` from `msgan_lib.greys`, which is shown next? Why is that the fix, and would
it be one to show both kinds of images with a faint noise?

<details><summary>Answer</summary>

It takes nearly all of them for real: rounded, a faint background is 0 as well, so the
trivial feature is the same on both sides. Noise on both sides is a fix too, since then
no image has a 0. But it changes the real images, and whoever learns from them has to
see through it. Rounding leaves real images as they are, to the last bit.

</details>
"""


# %% tags=["solution"] exercise="06_win_trivially"
def win_trivially(x):
    """Return real logits (batch,) from whether any pixel is exactly 0."""
    # SOLUTION
    real = (x == 0).flatten(1).any(dim=1)
    return torch.where(real, 1.0, -1.0)
    # END


# %% tags=["check"] exercise="06_win_trivially"
check("06_win_trivially", win_trivially)

# %% [markdown]
"""
So a perfect score can mean nothing. A test for an exact 0 has no gradient at all to
offer a generator, and a smooth form of it says no more than "make the paper whiter".
Did ours win this way? There is a test: show it new images whose greys are **quantised**
to the 256 of a file. Real images are such multiples of 1/255 already, and stay as they
are.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.greys.quantised
def quantised(x, num_greys=256):
    """Round images from 0 to 1 to that many greys; the gradient passes."""
    if num_greys < 2:
        raise ValueError(f"an image needs at least two greys, not {num_greys}")
    steps = num_greys - 1
    rounded = (x.detach() * steps).round() / steps
    return rounded + (x - x.detach())


pixels = torch.tensor([0.001, 0.3, 0.999], requires_grad=True)
(slope,) = torch.autograd.grad(quantised(pixels).sum(), pixels)
print("of 255:", quantised(pixels).mul(255).tolist(), "slopes:", slope.tolist())
print("real images unchanged:", quantised(new_real).equal(new_real))

# %% [markdown]
"""
The last line of `quantised` adds nothing to the value and everything to the gradient.
Rounding has slope 0 nearly everywhere, so a generator behind it would learn nothing;
with `x - x.detach()` the gradient passes as if nothing had been rounded (Bengio and
others, 2013, call it straight-through).

Predict before you run: by how much does our discriminator get worse on quantised fakes?
"""

# %%
learn, test = quantised(x_fake), quantised(new_fake)
seed_everything(seed)
from_quantised = StridedDiscriminator()
train(from_quantised, x_real, learn, num_steps)


def has_a_zero(x):
    """Return what a discriminator without weights says: 1 or -1, (batch,)."""
    return 2.0 * (x == 0).flatten(1).any(dim=1) - 1


scores = {
    "trained, plain": as_they_are,
    "the same, quantised": recognised(discriminator, new_real, test),
    "trained on quantised": recognised(from_quantised, new_real, test),
    "asks for a 0, plain": recognised(has_a_zero, new_real, new_fake),
    "asks, quantised": recognised(has_a_zero, new_real, test),
}
tell(scores)

# %% [markdown]
"""
The trained network hardly cares: it recognises nearly as many quantised fakes as plain
ones, and learns as much from them. A convolution is smooth: to it 0 and 0.0003 are
nearly the same. Only the silly discriminator loses all that it had.

So is there nothing silly left once both sides are quantised? We count greys: how much
of each, never where. A small network reads the 256 counts of an image.
"""

# %% tags=["claim"]
SHOWN_QUANTISED = metric("shown_quantised/recognised_percent")
holds(
    "it recognises nearly as many quantised fakes as plain ones",
    max(abs(AS_THEY_ARE - SHOWN_QUANTISED)) < 1.5,
)
holds(
    "learns as much from them",
    max(abs(AS_THEY_ARE - metric("trained_quantised/recognised_percent"))) < 3,
)
given("to it 0 and 0.0003 are nearly the same")
holds(
    "Only the silly discriminator loses all that it had",
    min(metric("asks_for_zero/recognised_percent")) == 100,
    max(metric("asks_for_zero_quantised/recognised_percent")) < 60,
)


# %%
def count_greys(x, num_greys):
    """Return the roots of how many pixels have each grey, (batch, num_greys)."""
    # Roots, since the paper's some 600 pixels would drown a grey that three have.
    return (784 * grey_shares(x, num_greys)).sqrt()


def counting_network(num_greys):
    """Return a small network that reads such counts: real logits (batch,)."""
    layers = nn.Linear(num_greys, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1)
    return nn.Sequential(*layers, nn.Flatten(0))


# %%
by_greys = {"counts greys": {}, "convolutions": {}, "taught 256 greys": {}}
seed_everything(seed)
for num_greys in (256, 16, 4, 2):
    counts = [
        count_greys(x, num_greys) for x in (x_real[:many], x_fake, new_real, new_fake)
    ]
    counter = counting_network(num_greys)
    train(counter, *counts[:2], num_steps // 2)
    by_greys["counts greys"][num_greys] = recognised(counter, *counts[2:])[2]
    images = [quantised(x, num_greys) for x in (x_real[:many], x_fake)]
    reader = StridedDiscriminator()
    train(reader, *images, num_steps // 2)
    shown = [quantised(x, num_greys) for x in (new_real, new_fake)]
    by_greys["convolutions"][num_greys] = recognised(reader, *shown)[2]
    by_greys["taught 256 greys"][num_greys] = recognised(from_quantised, *shown)[2]
print(plots.show_recognised_by_greys(by_greys))

# %% [markdown]
"""
With 256 greys a network that knows nothing of place is nearly perfect, ahead of the
convolutions, and it needs no 0. Quantising left another triviality. Move the slider to
see it: real images have hardly any of the faintest greys, and favourites among the
others, because of how MNIST was made; the generator knows neither. With two greys the
counter is close to the coin. The convolutions lose less, since they look at shapes.

The network taught 256 greys, in twice as many steps, and shown 16 loses little, so it
does not live on favourite greys. Shown two, it is at the coin: it never saw such images
before, and calls them all the same.
"""

# %% tags=["claim"]
counter, reader = (
    {n: metric(f"{who}_{n}_greys/recognised_percent") for n in (256, 16, 4, 2)}
    for who in ("counter", "convolutions")
)
holds(
    "With 256 greys a network that knows nothing of place is nearly perfect, ahead of "
    "the convolutions",
    min(counter[256]) > 98,
    min(counter[256] - reader[256]) > 2,
)
taught = {n: metric(f"taught_256_{n}_greys/recognised_percent") for n in (256, 16)}
holds(
    "shown 16 loses little",
    mean(taught[256] - taught[16]) < 4,
)
holds(
    "Shown two, it is at the coin",
    max(abs(metric("taught_256_2_greys/recognised_percent") - 50)) < 0.5,
)
holds(
    "With two greys the counter is close to the coin. The convolutions lose less",
    max(counter[2]) < 65,
    all(reader[256] - reader[2] < counter[256] - counter[2]),
    min(reader[2] - counter[2]) > 8,
)

# %%
widgets.explore_greys(new_real, new_fake)

# %%
quiz(
    "A discriminator recognises all new fakes. What do we know of the generator?",
    {
        "That it has collapsed, and draws only few kinds of digits": "A generator of "
        "perfect shapes would be found out as well, by one grey that no eye sees.",
        "That a feature gives it away, and not yet which one": "It may be a missing "
        "stroke, or the whiteness of the paper. Take suspects away one by one, and "
        "test again.",
        "That the discriminator has learnt its fakes by heart": "These are new: it has "
        "never seen them. That is what they are for.",
    },
    right="That a feature gives it away, and not yet which one",
)

# %% [markdown]
"""
From here on both kinds of images are quantised.

## 3. What each level looks at

Lesson 02 said what makes a network multi-scale: it computes features at several
resolutions and uses more than one of them. Our next discriminator does. Each of its
three levels has a linear layer of its own that turns the level's maps into a number;
the real logit is the sum of the three.
"""

# %% tags=["nbval-check-output"]
images = [quantised(x) for x in (x_real[:many], x_fake, new_real, new_fake)]
seed_everything(seed)
all_levels = make_level_discriminator("all_levels")
for level, maps in enumerate(all_levels.features(new_real[:2])):
    print("level", level, tuple(maps.shape))
by_level = all_levels.level_logits(new_real[:2])  # (2, 3): two images, three levels
print("sum:", torch.allclose(all_levels(new_real[:2]), by_level.sum(dim=1), atol=1e-6))

# %%
print(plots.show_network(all_levels, (1, 28, 28), ("image", "real logit")))

# %% [markdown]
"""
What hangs below the levels reads them. A number of level 0 sees 3 x 3 pixels, one of
level 1 sees 7 x 7, and one of level 2 sees 15 x 15 (lesson 02 computes it). We train
the network, and ask each level alone: how many images does *its* number recognise?
Levels may have offsets that cancel in the sum, so for each level we put the threshold
halfway between its mean on real images and its mean on fakes.
"""

# %%
seed_everything(seed)
all_levels = make_level_discriminator("all_levels")
train(all_levels, *images[:2], num_steps)
with torch.no_grad():
    real, fake = (all_levels.level_logits(x) for x in images[2:])  # (num_new, 3)
    known = [all_levels.level_logits(x[:num_new]).mean(dim=0) for x in images[:2]]
middle = (known[0] + known[1]) / 2
alone = 50 * (
    (real > middle).float().mean(dim=0) + (fake <= middle).float().mean(dim=0)
)
for level, percent in enumerate(alone.tolist()):
    print(f"level {level} alone recognises {percent:4.1f} %")
print(f"their sum recognises    {recognised(all_levels, *images[2:])[2]:4.1f} %")

# %% [markdown]
"""
All three have found something, the finest level least, and the sum recognises most. But
beware: what one of them has found, the others need not look for, as they were trained
together. What a level *can* find is the question of section 4.

Where do they look? The gradient of a level's number says for each pixel whether more
ink there would make the image more real. A generator is told the sum of the three. We
ask the untrained network, too.
"""

# %% tags=["claim"]
levels = [metric(f"level_{k}_alone/recognised_percent") for k in range(3)]
holds(
    "All three have found something, the finest level least",
    min(map(min, levels)) > 53,
    all(levels[0] < levels[1]),
    all(levels[0] < levels[2]),
)
ALL = metric("all_levels/recognised_percent")
holds("the sum recognises most", all(levels[1] < ALL), all(levels[2] < ALL))

# %%
x = torch.cat([images[2][:100], images[3][:100]]).requires_grad_()
pick = [0, 1, 2, 3, 100, 101, 102, 103]
seed_everything(seed)
untrained = make_level_discriminator("all_levels")
rows, likeness = {"image": x[pick].detach()}, {}
for when, network in {"before": untrained, "after": all_levels}.items():
    for level in range(3):
        (gradient,) = torch.autograd.grad(network.level_logits(x)[:, level].sum(), x)
        direction = F.normalize(gradient.flatten(1), dim=1)  # (200, 784), of length 1
        cosines = direction @ direction.T  # (200, 200), 1 on the diagonal
        likeness[when, level] = (cosines.sum().item() - 200) / (200 * 199)
        shades = gradient / gradient.abs().amax(dim=(1, 2, 3), keepdim=True)
        rows[f"level {level}"] = shades[pick]  # those after training stay
for level in range(3):
    before, after = likeness["before", level], likeness["after", level]
    print(f"level {level}: mean cosine {before:.2f} before training, {after:.2f} after")
titles = [f"{kind} {n}" for kind in ("real", "fake") for n in range(1, 5)]
print(plots.show_rows(rows, titles))

# %% [markdown]
"""
Dark pixels want ink, light ones want paper, grey ones don't count. On levels 1 and 2
the digit shows through: ink is wanted within its strokes, clean paper around them. No
single stroke is pointed at as wrong. Much of this is the same for every image, as the
cosine says, which is 1 where two gradients agree. Training makes each level depend more
on what is drawn, and the finest least.

## 4. One level, all levels, or a pyramid

Which scale finds most? Six discriminators play the same game, with the same images,
batches and steps, and with equal numbers of weights within 1 %. (Steps are not seconds:
level 0, whose maps are large, takes more than twice those of level 2.)

| reads | how |
|---|---|
| level 0, 1 or 2 | the last of one, two or three convolutions; fewer have more maps |
| all levels | as in section 3 |
| pixel pyramid | a small network for the image at 28, at 14 and at 7 pixels |
| no scale | `DenseDiscriminator`: all pixels as one row |

The last one is there for a saying of the article: "a GAN is itself a multi-scale
method". Lesson 03 has shown that such a network can't even know which pixels are
neighbours.
"""

# %% tags=["claim"]
cosines = [metric(f"level_{k}_gradients/mean_cosine") for k in range(3)]
at_first = [metric(f"untrained_level_{k}_gradients/mean_cosine") for k in range(3)]
holds(
    "Much of this is the same for every image",
    min(map(min, at_first)) > 0.65,
    min(cosines[0]) > 0.65,
)
holds(
    "Training makes each level depend more on what is drawn, and the finest least",
    all(min(first - c) > 0 for first, c in zip(at_first, cosines, strict=True)),
    all(cosines[0] > cosines[1]),
    all(cosines[0] > cosines[2]),
)
weights = [
    metric(f"{reads}/weights_count")
    for reads in (
        "level_0",
        "level_1",
        "level_2",
        "all_levels",
        "pixel_pyramid",
        "pixels",
    )
]
holds(
    "with equal numbers of weights within 1 %",
    max(map(max, weights)) / min(map(min, weights)) < 1.01,
)
slow, fast = (metric(f"level_{k}/training_cpu_seconds") for k in (0, 2))
holds("level 0, whose maps are large, takes more than twice", min(slow / fast) > 2)

# %%
readers = {
    "level_0": "level 0 (details of 3 x 3)",
    "level_1": "level 1 (details of 7 x 7)",
    "level_2": "level 2 (details of 15 x 15)",
    "all_levels": "all levels",
    "pixel_pyramid": "pixel pyramid",
    "pixels": "no scale (dense)",
}
found_out, seconds, weights = {}, {}, {}
for reads in readers:
    seed_everything(seed)
    reader = make_level_discriminator(reads)
    weights[reads] = measure.count_weights(reader)
    start = time.process_time()
    train(reader, *images[:2], num_steps)
    seconds[reads] = time.process_time() - start
    found_out[reads] = recognised(reader, *images[2:])
    print(f"{weights[reads]:,d} weights, {seconds[reads]:4.1f} CPU seconds")
    tell({readers[reads]: found_out[reads]})

# %% [markdown]
"""
One run proves little, so five seeds were recorded: other first weights, batches and
noise, the same generator.
"""

# %%
recorded = recorded_rows("06_discriminator")
percents = {
    name: [row["metrics"][f"{reads}/recognised_percent"] for row in recorded]
    or [found_out[reads][2]]
    for reads, name in readers.items()
}
print(plots.show_recognised(percents))

# %% [markdown]
"""
A seed has the same marker in each row.

- The coarser and deeper the level, the more is found out, on average; one seed has
  levels 1 and 2 the other way round. Whether it is coarseness or depth we can't say.
  Yet even the finest level finds most fakes: it sees the whole image, as a
  sum over details with a weight for every place.
- All levels together are as good as the coarsest alone, and no better. At equal
  weights, reading the finer levels bought nothing here.
- The pixel pyramid is worse than either here. It spreads its weights over three small
  networks that share nothing. It was made for photographs of 2,048 x 1,024 pixels
  (pix2pixHD), of which that says nothing.
- The dense network, which knows of no scale, is far behind.

What recognises most need not teach a generator best: lesson 10 plays whole games.
"""

# %% tags=["claim"]
LEVELS = [metric(f"level_{k}/recognised_percent") for k in range(3)]
PYRAMID = metric("pixel_pyramid/recognised_percent")
DENSE = metric("pixels/recognised_percent")
holds(
    "The coarser and deeper the level, the more is found out",
    mean(LEVELS[0]) < mean(LEVELS[1]) < mean(LEVELS[2]),
)
holds(
    "one seed has levels 1 and 2 the other way round", sum(LEVELS[1] > LEVELS[2]) == 1
)
holds(
    "Yet even the finest level finds most fakes",
    min(metric("level_0/fake_recognised_percent")) > 75,
)
holds(
    "All levels together are as good as the coarsest alone, and no better",
    abs(mean(ALL - LEVELS[2])) < 1,
)
holds(
    "The pixel pyramid is worse than either",
    mean(PYRAMID) < mean(ALL) - 1,
    mean(PYRAMID) < mean(LEVELS[2]) - 1,
)
holds(
    "The dense network, which knows of no scale, is far behind",
    max(DENSE) < min(map(min, [*LEVELS, ALL, PYRAMID])) - 3,
)

# %% [markdown] tags=["exercise"] exercise="06_best_answers" points=2
"""
### Exercise 2: The best answer, if you see only a part

**Goal.** Predict what the best discriminator says that sees something of each image,
such as its greys or its coarse shape, and nothing else.

**Signature.** `best_answers(p_real, p_fake, seen)` returns P(real) for each image, a
tensor `(images,)`.

**Given.** A small world has a few possible images. `p_real` and `p_fake`, float tensors
`(images,)`, say how probable each is among real and among generated ones; both sides
come up equally often. `seen`, an int64 tensor `(images,)`, says what the discriminator
sees of each image: where two numbers are equal, it sees the same and has to say the
same. The numbers are names and may be any, negative or large. Lesson 04 has the rule
for a discriminator that sees all, p_real / (p_real + p_fake). Where neither side ever
draws what is seen, say 1/2, and only there: what is seen may be as rare as one in a
million.

**Example.** `p_real = [0.4, 0.1, 0.5]`, `p_fake = [0.1, 0.2, 0.7]`, `seen = [0, 0, 1]`:
the first two images look alike. Real ones look so with probability `0.5`, fakes with
`0.3`, so the answer for both is `0.5 / 0.8`. For the third it is `0.5 / 1.2`. The
result is `tensor([0.6250, 0.6250, 0.4167])`.

**Checked** where all, some or no images look alike, with equal sides, with rare images
and those that one side or neither draws, with odd names, in float32 and float64.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

What the discriminator sees is its whole world. How probable is it to see *this*, if the
image is real? And if it is fake?

</details>

<details><summary>Hint 2</summary>

`seen[:, None] == seen` is a square table: in row i it is True for all images that look
like image i.

</details>

<details><summary>Hint 3</summary>

That table as numbers, times `p_real`, adds up the probabilities of all that look alike.
`torch.where` takes care of 0 / 0.

</details>

#### When it passes

Take `p_real = [0.5, 0.5, 0, 0]` and `p_fake = [0, 0, 0.5, 0.5]`: no fake looks like any
real image. Find a `seen` of two numbers for which the answer is 1/2 everywhere. What
does that say of a discriminator that can tell apart only what one level shows?

<details><summary>Answer</summary>

`seen = [0, 1, 0, 1]`: each thing seen is equally probable on both sides. A generator
may be perfect on one level and wrong on another one; whoever reads the first alone is
at its optimum, says 1/2, and has nothing to teach. This is the best argument for
reading several levels, and it is about what a generator can get away with, not about
how many fakes are recognised today.

Whoever sees all levels at once can do best; a *sum* of numbers, one a level, need not
get there, because it can't ask for two things together. Say a coarse and a fine feature
are each seen as 0 or 1, and real images have `00` or `11`, fakes `01` or `10`. Then the
sums of both real ones add up to the same as those of both fakes.

</details>
"""


# %% tags=["solution"] exercise="06_best_answers"
def best_answers(p_real, p_fake, seen):
    """Return P(real) for each image, by the best discriminator that sees `seen`."""
    # SOLUTION
    alike = (seen[:, None] == seen).to(p_real.dtype)
    real, fake = alike @ p_real, alike @ p_fake
    both = real + fake
    nobody = both == 0
    return torch.where(nobody, 0.5, real / torch.where(nobody, 1.0, both))
    # END


# %% tags=["check"] exercise="06_best_answers"
check("06_best_answers", best_answers)

# %% [markdown]
"""
## 5. A discriminator of patches

pix2pix, which turns sketches into photographs, made a discriminator popular that is
called PatchGAN. It does not cut the image into crops, as one may think. Take a network
of convolutions alone, without padding. On an image it gives a *map* of logits, and
their mean is the real logit. Each number of that map has a receptive field: a
**patch**. (pix2pix's own network pads and normalises.)
"""

# %% tags=["nbval-check-output"]
seed_everything(seed)
of_patches = nn.Sequential(
    *(nn.Conv2d(1, 8, 4, stride=2), nn.LeakyReLU(0.2)),
    *(nn.Conv2d(8, 16, 3, stride=2), nn.LeakyReLU(0.2)),
    nn.Conv2d(16, 1, 3),
)
print("on an image:   ", tuple(of_patches(new_real[:2]).shape))
print("on 16 x 16 crops:", tuple(of_patches(new_real[:2, :, :16, :16]).shape))

# %% [markdown]
"""
By lesson 02's rule each number sees 16 x 16 pixels, and the next one sees those 4
pixels further on, as the strides are 2 and 2. On a crop of that size the same network
gives one number. The claim is: the map holds just what the crops give, one by one. So
the mean logit of the image is the mean over all its crops. We try it in every place,
and twice where it ought to fail: with padding a convolution sees zeros beyond a crop's
border, where the image has pixels; with batch normalisation in training a crop is
measured by the batch that it is in.
"""


# %%
def places_that_agree(network, x, size=16, jump=4):
    """Return for each number of the map whether it is that of its crop."""
    whole = network(x)  # (batch, 1, rows, columns)
    agree = torch.zeros(whole.shape[2:], dtype=torch.bool)
    for row, column in itertools.product(*map(range, agree.shape)):
        top, left = jump * row, jump * column
        crop = x[..., top : top + size, left : left + size]
        same = torch.allclose(
            network(crop)[..., 0, 0], whole[..., row, column], atol=1e-5
        )
        agree[row, column] = same
    return agree


# %% tags=["nbval-check-output"]
seed_everything(seed)
padded = nn.Sequential(nn.ZeroPad2d(1), *of_patches)
normalised = nn.Sequential(*of_patches[:2], nn.BatchNorm2d(8), *of_patches[2:])
networks = {"plain": of_patches, "padded": padded, "batch statistics": normalised}
for name, network in networks.items():
    agree = places_that_agree(network, new_real[:20])
    print(f"{name:16s} {int(agree.sum())} of {agree.numel()} places agree")

# %% [markdown]
"""
Plain, all places agree. Twenty images are a check; the proof is that each number of the
map comes, by the same weights, from the pixels of its crop and from no other. Padded,
one corner agrees, where the crop begins where the image does; batch statistics spoil
all.
"""


# %% [markdown] tags=["exercise"] exercise="06_logit_of_crops" points=2
"""
### Exercise 3: The same, crop by crop

**Goal.** Compute the real logit of an image from its crops, the slow way.

**Signature.** `logit_of_crops(network, x, size, jump)` returns the mean logit over the
crops of each image, `(batch,)`.

**Given.** `network` maps crops `(n, 1, size, size)`, as many at a time as you like, to
logits `(n, 1, 1, 1)`; it takes nothing but whole crops, and stays as it is. `x` are
images `(batch, 1, height, width)`, one or many, of any shape that has room for a crop.
Crops begin at rows 0, `jump`, 2 `jump`, ... and at columns 0, `jump`, 2 `jump`, ..., in
every combination, as long as the whole crop lies within the image. `jump` may be
smaller or larger than `size`.

**Example.** Let the network add up the squares of a crop's pixels, with `size=2`,
`jump=1` and the image `[[1, 2, 0], [0, 1, 1]]`. There are two crops. The first has the
sum 1 + 4 + 0 + 1 = 6, the second 4 + 0 + 1 + 1 = 6 as well, so the result is
`tensor([6.])`.

**Checked** with small networks, convolutional and other, on high and wide images, with
crops that overlap, touch, leave gaps or do not reach the border, in float32 and
float64.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

The last crop that fits begins at row `height - size`, so `range(0, height - size + 1,
jump)` gives all rows.

</details>

<details><summary>Hint 2</summary>

`x[..., row : row + size, column : column + size]` is the same crop of all images at
once, `(batch, 1, size, size)`.

</details>

<details><summary>Hint 3</summary>

Collect `network(crop).flatten()`, one tensor `(batch,)` for each crop, and
`torch.stack(...).mean(dim=0)`.

</details>

#### When it passes

How many multiplications does the map save on our images, roughly? Count those of the
three convolutions of `of_patches`, on an image and on all its crops.

<details><summary>Answer</summary>

On an image the layers give 13 x 13, 6 x 6 and 4 x 4 places with 128, 1,152 and 144
multiplications each, together 65,408. On a crop it is 7 x 7, 3 x 3 and 1 x 1 places, so
16,784, and there are 16 crops. The map saves about three quarters of the work.

</details>
"""


# %% tags=["solution"] exercise="06_logit_of_crops"
def logit_of_crops(network, x, size, jump):
    """Return the mean logit over all crops of each image, (batch,)."""
    # SOLUTION
    rows, columns = (range(0, side - size + 1, jump) for side in x.shape[-2:])
    logits = [
        network(x[..., row : row + size, column : column + size]).flatten()
        for row in rows
        for column in columns
    ]
    return torch.stack(logits).mean(dim=0)
    # END


# %% tags=["check"] exercise="06_logit_of_crops"
check("06_logit_of_crops", logit_of_crops)

# %% [markdown]
"""
So a PatchGAN is one network that judges every patch of an image alike, and one patch
does not know of the next. It is a discriminator of *one* scale, the size of its patch.

## 6. Ten classes and a fake

Lessons 12 and 14 need a discriminator that classifies too. Give a classifier of ten
classes an eleventh, "fake" (Salimans and others, 2016). Only differences of logits
matter to a softmax, so we may subtract the last logit from all: it is then 0, always,
and the network need not compute it. What is left says how real an image looks:

$$P(\mathrm{real}) = \frac{\sum_k e^{l_k}}{\sum_k e^{l_k} + 1} = \sigma(s), \qquad
s = \log \sum_k e^{l_k}$$

with the class logits $l_k$, the sigmoid $\sigma$ and the real logit $s$, their
*logsumexp*, which is `real_logit` in the code.
"""

# %% tags=["nbval-check-output"]
logits = 3 * torch.randn(1_000, 11, generator=named_generator(seed, "logits")).double()
eleven = logits.softmax(dim=1)  # (1000, 11): ten classes and "fake"
ten = logits[:, :10] - logits[:, 10:]  # the last logit is 0 now, and left out
p_real = torch.sigmoid(real_logit(ten))  # (1000,)
print("same P(real):", torch.allclose(p_real, 1 - eleven[:, 10], rtol=0, atol=1e-6))

# %% [markdown]
"""
An image without a label is called real. What does that do to the class logits? You may
read that it "pushes the most probable class".
"""

# %% [markdown] tags=["exercise"] exercise="06_push_on_classes" points=2
"""
### Exercise 4: Who is pushed when an image is called real?

**Goal.** Derive by hand which way, and how strongly, the loss -log P(real) moves each
class logit, and compute it by that formula.

**Signature.** `push_on_classes(class_logits)` returns the pushes, a tensor of the same
shape.

**Given.** `class_logits`, float32 or float64, `(batch, classes)`, with one class or
many; a row is an image. A **push** is *minus* the derivative of the image's own loss
-log P(real) with respect to a class logit: where a step of gradient descent would move
it. Two derivatives and the chain rule: that of s with respect to each logit, and that
of the loss -log sigmoid(s) with respect to s. Logits may be some hundreds above or
below 0, where `exp` alone overflows or is 0, and in float64 a hundred billion, where
difference quotients have too few digits; there too the pushes are to be right to within
a millionth.

**Example.** The class logits `[[0, log 3]]` have exponentials 1 and 3. P(real) is 4/5,
so 1 - P(real) is 1/5. The softmax of the two classes is 1/4 and 3/4. The pushes are
`tensor([[0.05, 0.15]])`: both classes go up, and the more probable one gets three times
as much.

**Checked** on random logits of several sizes, on images that are surely real and surely
fake, and on equal logits, with autograd switched off.

**Time.** 15 minutes, medium.

<details><summary>Hint 1</summary>

The derivative of log(sum of exp) with respect to one of its logits is that exponential
divided by the sum. You know it by another name.

</details>

<details><summary>Hint 2</summary>

The derivative of -log sigmoid(s) with respect to s is -(1 - sigmoid(s)), which is
-sigmoid(-s).

</details>

<details><summary>Hint 3</summary>

Multiply the two and turn the sign. `torch.logsumexp(class_logits, dim=1, keepdim=True)`
is s as a column; `softmax` and `sigmoid` of PyTorch do not overflow.

</details>

#### When it passes

Does "real" make the network decide for one class? Compare the push on an image with
class logits `[2, 2, -9]` with that on `[4, 0, -9]`. And what happens to an image that
is surely real already?

<details><summary>Answer</summary>

Each class is pushed in proportion to its probability. Two equal ones get 0.032 each and
stay equal: between them the push does not decide. But a lead grows: of `[4, 0, -9]` the
first class gets 0.017, the second 0.0003. A generated image does the reverse, and
pushes the leading class down most. An image that is surely
real gets hardly any push, as 1 - P(real) is nearly 0. Only the label term, or a
teacher's sure answer, says *which* class it is.

</details>
"""

# %% tags=["claim"]
given("the more probable one gets three times as much")  # the example
given("Two equal ones get 0.032 each")  # sigmoid(-2.69) / 2
given("first class gets 0.017, the second 0.0003")  # sigmoid(-4.02) of softmax


# %% tags=["solution"] exercise="06_push_on_classes"
def push_on_classes(class_logits):
    """Return minus the gradient of -log P(real) with respect to each class logit."""
    # SOLUTION
    s = torch.logsumexp(class_logits, dim=1, keepdim=True)  # (batch, 1): real logits
    return torch.sigmoid(-s) * class_logits.softmax(dim=1)
    # END


# %% tags=["check"] exercise="06_push_on_classes"
check("06_push_on_classes", push_on_classes)

# %% [markdown]
"""
Autograd agrees: the derivative of the real logit is the softmax over the ten classes.
And the push on a class is P(class | image is real) less P(class) among all eleven.
"""

# %% tags=["nbval-check-output"]
ten.requires_grad_()
(of_logit,) = torch.autograd.grad(real_logit(ten).sum(), ten)
print("softmax:  ", torch.allclose(of_logit, ten.softmax(dim=1)))
(of_loss,) = torch.autograd.grad(F.softplus(-real_logit(ten)).sum(), ten)
print("push:     ", torch.allclose(-of_loss, ten.softmax(dim=1) - eleven[:, :10]))

# %% [markdown]
"""
## 7. At the optimum it says one half

You may also read: "at its optimum the discriminator recognises the fakes". Lesson 04's
rule says otherwise: where both sides draw equally often, the best answer is 1/2. We let
a *perfect* generator arrive. Its fakes are real images, the second half of the training
images, which the first half can't be told from. The discriminator of section 3 learns
on.
"""

# %%
quiz(
    "After this training, what does it say of new fakes of the old generator?",
    {
        "Just one half, since it can't tell anything apart now": "It says so of what "
        "both sides draw. The old fakes are drawn by neither side now.",
        "Less than one half, though it isn't asked any more": "Nothing in these steps "
        "shows it an old fake. Its answers come closer to one half with all others, "
        "and a little more of them stay below it than of real images.",
        "More than one half, since what is fake is real by now": "The new fakes are "
        "real images. The old ones look no more like them than before.",
    },
    right="Less than one half, though it isn't asked any more",
)


# %%
@torch.no_grad()
def answers_on(discriminator):
    """Return P(real) of new real images and of the old generator's fakes."""
    return [torch.sigmoid(discriminator(x)) for x in images[2:]]


def below_half(p):
    """Return how many percent of the probabilities are at most 1/2."""
    return 100 * (p <= 0.5).float().mean().item()


def code_of(network, x, level):
    """Return a level's maps, averaged over 4 x 4 cells, as rows: (n, numbers)."""
    with torch.no_grad():
        maps = network.features(x)[level]
    return F.adaptive_avg_pool2d(maps, 4).flatten(1)


def class_error(network, level):
    """Return the error in percent of a linear layer on 100 labelled images' codes."""
    known = code_of(network, data.x_labelled, level)
    scale = known.std() + 1e-8
    layer = fit_linear((known - known.mean(dim=0)) / scale, data.y_labelled)
    new = (code_of(network, new_real, level) - known.mean(dim=0)) / scale
    wrong = layer(new).argmax(dim=1) != data.y_development[:num_new]
    return 100 * wrong.float().mean().item()


# %%
errors = {"untrained": [class_error(untrained, level) for level in range(3)]}
errors["trained"] = [class_error(all_levels, level) for level in range(3)]
before = answers_on(all_levels)
half = len(x_real) // 2
learns_on = copy.deepcopy(all_levels)
train(learns_on, x_real[:half], x_real[half:], num_steps)
after = answers_on(learns_on)
errors["after perfect fakes"] = [class_error(learns_on, level) for level in range(3)]
seed_everything(seed)
from_the_start = make_level_discriminator("all_levels")
train(from_the_start, x_real[:half], x_real[half:], num_steps)
errors["only perfect fakes"] = [class_error(from_the_start, k) for k in range(3)]

shown = {
    "real, before": before[0],
    "real, after": after[0],
    "old fakes, after": after[1],
}
print(plots.show_answers(shown))
print(
    f"at most 1/2: real {below_half(after[0]):.0f} %, old {below_half(after[1]):.0f} %"
)

# %% [markdown]
"""
Of real images it says one half now, give or take a little, and that is the right
answer: the perfect generator draws them as well. So it recognises nothing. About half
of the real images get at most 1/2; of the old fakes more do, although no step asked for
it. Of images that neither side draws its answer comes from earlier training, or is
arbitrary.

What is it good for, then? Its features. We fit a linear layer to the features of each
level, averaged over 4 x 4 cells, on a hundred labelled images: a **linear probe**. The
first control is the same network before its training.
"""

# %% tags=["claim"]
holds(
    "Of real images it says one half now, give or take a little",
    max(abs(metric("perfect_generator/probability_mean") - 0.5)) < 0.1,
    max(metric("perfect_generator/probability_sd")) < 0.25,
)
OF_REAL = metric("perfect_generator/real_below_half_percent")
OF_OLD = metric("perfect_generator/old_fake_recognised_percent")
holds("About half of the real images", max(abs(OF_REAL - 50)) < 20)
holds("of the old fakes more do", mean(OF_OLD - OF_REAL) > 5)

# %%
print(f"{'error by a probe':28s}{'level 0':>9s}{'level 1':>9s}{'level 2':>9s}")
for name, of_levels in errors.items():
    print(f"{name:28s}" + "".join(f"{error:7.1f} %" for error in of_levels))

# %% [markdown]
"""
That it can tell nothing apart any more did not cost the features anything: on average
the third row is hardly worse than the second. On levels 0 and 1 trained features are
better than those of the untrained network; on level 2, which found most fakes, they are
no better. So what tells real from fake need not tell a 3 from an 8. The last row, real
against real from the start, is far worse on levels 1 and 2, even than the untrained
network: there was nothing but chance to learn. So what stays was learnt from the old
fakes.

## Your turn again

One thing to try, without a check (5 minutes): does the discriminator find the
triviality if it trains much longer? Set `num_steps` in section 1.

## Summary

- A discriminator maps an image to one number. It needs test images of both kinds.
- It may win by a triviality: exact zeros, favourite greys. Our convolutions hardly used
  the zeros, but only a test could tell; show both kinds of images alike.
- Against this one generator, which a dense discriminator had trained, and at equal
  weights, the coarsest and deepest level alone recognised as much as all of them, and
  more than a pixel pyramid. The game makes no network multi-scale; its layers do
  (lessons 02 and 03).
- A discriminator of convolutions alone, without padding and batch statistics, is the
  same network on all its patches, averaged. Ten class logits say "real" by their
  logsumexp, and "real" pushes each class by its probability.
- At the optimum it says one half and recognises nothing. Features learnt before stay.

## What we did not show

- Which of these discriminators teaches a generator best. Recognising and teaching are
  two things; lesson 10 lets them play.
- Longer trainings, more weights, other generators, a learning rate searched for each
  network. Any of these may change the order of section 4.
- Discriminators that look at a batch.

## Further reading

- Salimans and others (2016), *Improved Techniques for Training GANs*: K + 1 classes.
- Radford, Metz and Chintala (2016), *Unsupervised Representation Learning with DCGANs*:
  what a discriminator's features are good for.
- Isola and others (2017), *Image-to-Image Translation with Conditional Adversarial
  Networks*: patches.
- Wang and others (2018), *High-Resolution Image Synthesis and Semantic Manipulation
  with Conditional GANs*: the pixel pyramid (pix2pixHD).
- Bengio, Léonard and Courville (2013), *Estimating or Propagating Gradients Through
  Stochastic Neurons*: straight-through.
- Alain and Bengio (2017), *Understanding Intermediate Layers Using Linear Classifier
  Probes*.

We know both networks now; lesson 07 lets them learn at the same time.

The last cell saves what we measured.
"""

# %% tags=["claim"]
untrained, trained, perfect = (
    [metric(f"{name}_probe/level_{k}_error_percent") for k in range(3)]
    for name in ("untrained", "trained", "after_perfect_fakes")
)
for after, before in zip(perfect, trained, strict=True):
    holds(
        "on average the third row is hardly worse than the second",
        mean(after - before) < 2.5,
    )
for level in (1, 2):
    holds(
        "The last row, real against real from the start, is far worse on levels 1 and "
        "2, even than the untrained network",
        mean(metric(f"only_perfect_fakes_probe/level_{level}_error_percent"))
        > max(mean(perfect[level]), mean(untrained[level])) + 5,
    )
for level in (0, 1):
    holds(
        "On levels 0 and 1 trained features are better than those of the untrained "
        "network",
        mean(trained[level]) < mean(untrained[level]) - 1,
    )
holds(
    "on level 2, which found most fakes, they are no better",
    mean(trained[2] - untrained[2]) > -1,
)
holds(
    "Our convolutions hardly used the zeros",
    max(abs(AS_THEY_ARE - SHOWN_QUANTISED)) < 1.5,
)
holds(
    "the coarsest and deepest level alone recognised as much as all of them",
    abs(mean(ALL - LEVELS[2])) < 1,
)

# %%
metrics = {}
for (when, level), cosine in likeness.items():
    kind = "untrained_" if when == "before" else ""
    metrics[f"{kind}level_{level}_gradients/mean_cosine"] = cosine


def add(name, score):
    """Note which percentage of real images, of fakes and of both was recognised."""
    for kind, percent in zip(("real_", "fake_", ""), score, strict=True):
        metrics[f"{name}/{kind}recognised_percent"] = percent


names = ("as_they_are", "shown_quantised", "trained_quantised", "asks_for_zero")
names = (*names, "asks_for_zero_quantised")
for name, score in zip(names, scores.values(), strict=True):
    add(name, score)
metrics["as_they_are/learnt_recognised_percent"] = learnt[2]
for reads, score in found_out.items():
    add(reads, score)
    metrics[f"{reads}/weights_count"] = weights[reads]
    metrics[f"{reads}/training_cpu_seconds"] = seconds[reads]
for level, percent in enumerate(alone.tolist()):
    metrics[f"level_{level}_alone/recognised_percent"] = percent
for name, who in zip(("counter", "convolutions", "taught_256"), by_greys, strict=True):
    for num_greys, percent in by_greys[who].items():
        metrics[f"{name}_{num_greys}_greys/recognised_percent"] = percent
metrics |= {
    "perfect_generator/probability_mean": after[0].mean().item(),
    "perfect_generator/probability_sd": after[0].std().item(),
    "perfect_generator/real_below_half_percent": below_half(after[0]),
    "perfect_generator/old_fake_recognised_percent": below_half(after[1]),
}
for name, of_levels in errors.items():
    for level, error in enumerate(of_levels):
        probe = f"{name.replace(' ', '_')}_probe"
        metrics[f"{probe}/level_{level}_error_percent"] = error
run.save(metrics)
