# ---
# jupyter:
#   minutes: {smoke: 0.2, class: 1.7, full: 11}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 05. The generator: from noise to digits

We build networks that turn random numbers into images, test every part before it is
trained, and then let one learn to draw all ten digits though it never sees any.

**You will**

- predict the size of a layer's result, and make a layer draw a checkerboard;
- build a generator, and choose its range, its first weights and its mode;
- watch it learn ten classes, walk through its noise, and look for copies.

**You need** lessons 00 to 04.

**Time**: about 110 minutes of reading and exercises, with a break after
section 4; the cells run in two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, order of the images, noise

# %%
import copy
import time
import timeit

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib import measure, plots, widgets
from msgan_lib.data import load_images
from msgan_lib.few_labels import DEVELOPMENT_SIZE, to_tensor
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import (
    discriminator_loss,
    least_squares_discriminator_loss,
    least_squares_generator_loss,
    r1_penalty,
    reconstruction_loss,
)
from msgan_lib.measure_images import class_shares, measure_samples, read_images
from msgan_lib.networks.discriminators import DenseDiscriminator
from msgan_lib.networks.generators import (
    DenseGenerator,
    TransposedGenerator,
    UpsamplingGenerator,
)
from msgan_lib.noise_paths import spherical_path, straight_path
from msgan_lib.recorded_rows import recorded_rows
from msgan_lib.training.optimizers import moving_average
from msgan_lib.training.progress import ProgressBar
from msgan_lib.weights import load_judge

run = start_run("05_generator", profile=profile, seed=seed)
seed_everything(seed)
images, _ = load_images("mnist")
x_all = to_tensor(images)  # (60000, 1, 28, 28), from 0 to 1
x_train, x_development = x_all[:-DEVELOPMENT_SIZE], x_all[-DEVELOPMENT_SIZE:]

# %% [markdown]
"""
## 1. Noise in, image out

The generator of lesson 04 made points. Ours makes images: it maps **z**, 64 numbers
drawn from the standard normal distribution, to 28 x 28 pixels.

The simplest one is `DenseGenerator`. Two hidden layers connect everything with
everything, and a sigmoid puts each pixel between 0 and 1, where the data are.
"""

# %% tags=["nbval-check-output"]
seed_everything(seed)
dense = DenseGenerator()
z = dense.sample_noise(10, named_generator(seed, "fixed z"))  # (10, 64)
x_fake = dense(z)  # (10, 1, 28, 28)
print("z", tuple(z.shape), "images", tuple(x_fake.shape))
print("from 0 to 1:", bool((x_fake >= 0).all() and (x_fake <= 1).all()))

# %%
rows = {"z as\n8 x 8 numbers": z.view(-1, 1, 8, 8), "generated": x_fake}
print(plots.show_rows(rows | {"real": x_train[:10]}))

# %% [markdown]
"""
Untrained, it turns noise into other noise. How can it become like the third row? And
will its digits then be new, or copies?

The article behind this course says of the generator that it takes images as input and
is trained with the cross-entropy against them. A network that restores its input is an
autoencoder (lesson 03). A generator gets noise, and no image belongs to a z. What does
that loss do here, if each z is paired with a training image at random, a new one in
each step?
"""


# %%
def train_on_pairs(generator, num_steps):
    """Lower the cross-entropy between G(z) and a real image drawn at random."""
    optimizer = torch.optim.Adam(generator.parameters(), lr=1e-3)
    batches, noise = (named_generator(seed, name) for name in ("batches", "noise"))
    for _ in range(num_steps):
        x_real = x_train[torch.randint(len(x_train), (64,), generator=batches)]
        loss = reconstruction_loss(generator(generator.sample_noise(64, noise)), x_real)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


seed_everything(seed)
paired = DenseGenerator()
train_on_pairs(paired, {"smoke": 4, "class": 400, "full": 400}[run.profile])
paired.eval()
with torch.no_grad():
    drawn = paired(paired.sample_noise(500, named_generator(seed, "pairs")))
mean_image = x_train.mean(dim=0, keepdim=True)  # (1, 1, 28, 28)
spread_drawn, spread_real = drawn.std(dim=0).mean(), x_train.std(dim=0).mean()
print(plots.show_rows({"from ten z": drawn[:10], "mean of\n55,000": mean_image}))
print(f"a pixel varies by {spread_drawn:.3f} from z to z, by {spread_real:.3f} in data")

# %% [markdown]
"""
Whatever z is, out comes the same smudge, and it is the mean of all training images. For
one pixel with the mean $\bar x$ and the output $p$ the loss is
$-\bar x \log p - (1 - \bar x) \log (1 - p)$, which is least at $p = \bar x$. Since z
tells nothing about the image, nothing better can be said. From z to z a pixel
varies by less than a fifth of what it varies by in the data.

So random pairs teach nothing but the mean. We ask instead whether an image looks real:
that needs a discriminator.
"""

# %% tags=["claim"]
from math import isclose, log


def loss_at(p, mean_pixel=0.3):
    return -mean_pixel * log(p) - (1 - mean_pixel) * log(1 - p)


holds("which is least at", loss_at(0.3) < min(loss_at(0.29), loss_at(0.31)))
holds(
    "varies by less than a fifth of what it varies by in the data",
    max(metric("pairs/spread_share")) < 0.2,
)
holds(
    "it is the mean of all training images",
    max(metric("pairs/distance_to_mean_image")) < 0.04,
)

# %% [markdown]
"""
## 2. Two ways to enlarge

For a dense layer all pixels are equally far apart. Convolutions know neighbours, but
they keep or shrink a map. To come from a small map to a large one there are two ways.

**Transposed convolution.** Each number of the small map puts down a copy of the kernel,
multiplied by that number, on the large map. Such stamps are `stride` pixels apart, and
add up where they overlap. At the end `padding` pixels are cut off on each side. In one
dimension, the numbers 2 and 5 with the kernel (1, 1, 1) and stride 2 give

    2  2  2
          5  5  5
    2  2  7  5  5

**Enlarge, then convolve.** Each number is repeated in a square of four, then an
ordinary 3 x 3 convolution follows.

So we have three kinds of generator: dense, transposed and upsampling. As 28 halves to
14 and to 7, the last two begin with maps of 7 x 7.
"""

# %% tags=["nbval-check-output"]
maps = torch.rand(2, 64, 7, 7)
stamp = nn.ConvTranspose2d(64, 32, kernel_size=4, stride=2, padding=1)
doubled = nn.Upsample(scale_factor=2)
enlarge = nn.Sequential(doubled, nn.Conv2d(64, 32, 3, padding=1))
print("transposed:", tuple(stamp(maps).shape))
print("enlarged:  ", tuple(enlarge(maps).shape))
print("weights:   ", measure.count_weights(stamp), measure.count_weights(enlarge))

# %% [markdown] tags=["exercise"] exercise="05_predict_transposed" points=1
"""
### Exercise 1: Predict a layer

**Goal.** Say what comes out of a transposed convolution, and how many numbers it
learns, before it runs.

**Signature.** `predict_transposed(side, kernel, stride, padding, channels)` returns a
pair of whole numbers, no floats: the side of the result, and the number of parameters
(elsewhere in this lesson they are called weights).

**Given.** Four whole numbers and a pair: maps of `side` x `side` numbers go into
`nn.ConvTranspose2d(*channels, kernel, stride, padding)`, where `channels` is a pair,
the number of maps that go in and of those that come out. The layer has a kernel of
`kernel` x `kernel` for every pair of maps, and a bias for every map that comes out.

**Example.** `predict_transposed(5, 3, 2, 1, (4, 6))` is `(9, 222)`: the last of five
stamps begins at pixel 8 and ends at pixel 10, and of these 11 pixels one is cut off on
each side. There are 24 kernels of 9 numbers and 6 biases.

**Checked** on kernels smaller than the stride and larger, with and without padding, on
maps of one number too.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

Where does the first stamp begin, where does the last one begin, and where does it end?

</details>

<details><summary>Hint 2</summary>

There are `side` stamps, so `side - 1` steps from the first to the last one.

</details>

<details><summary>Hint 3</summary>

The stamps cover `(side - 1) * stride + kernel` pixels before any are cut off. The
parameters are `inputs * outputs * kernel * kernel` and the biases.

</details>

#### When it passes

A generator goes from 7 to 14 to 28 with kernels of 4. Which padding does it need, and
which one would kernels of 3 need?

<details><summary>Answer</summary>

Twice as many pixels are `2 * side`, and it gives `2 * side - 2 + kernel - 2 * padding`.
So a kernel of 4 needs a padding of 1. A kernel of 3 would need one half, which there is
not: with a padding of 1 the result is a pixel short, which PyTorch adds at one side if
told `output_padding=1`.

</details>
"""


# %% tags=["solution"] exercise="05_predict_transposed"
def predict_transposed(side, kernel, stride, padding, channels):
    """Return the side of the result and the number of parameters."""
    # SOLUTION
    inputs, outputs = channels
    side_out = (side - 1) * stride + kernel - 2 * padding
    return side_out, inputs * outputs * kernel * kernel + outputs
    # END


# %% tags=["check"] exercise="05_predict_transposed"
check("05_predict_transposed", predict_transposed)

# %% [markdown]
"""
With $n$ numbers a side, kernel $k$, stride $s$ and padding $p$ the result has the side
$(n - 1)\, s + k - 2p$.

This is the whole of the third kind, `UpsamplingGenerator`: a linear layer makes maps of
7 x 7, and twice they are enlarged and convolved.
"""

# %%
seed_everything(seed)
kinds = {
    "dense": DenseGenerator(),
    "transposed": TransposedGenerator(),
    "upsampling": UpsamplingGenerator(),
}
shape = (kinds["upsampling"].latent_size,)
print(plots.show_network(kinds["upsampling"], shape, names=("z", "image")))

# %% [markdown]
"""
The transposed one has the same maps, with kernels of 4 x 4. What do all three cost? We
time images of 64 z and the gradient.
"""


# %%
z_timed = torch.randn(64, 64, generator=named_generator(seed, "timed"))
cost, weights = {}, {name: measure.count_weights(kinds[name]) for name in kinds}
for name in kinds:
    once = f"kinds['{name}'](z_timed).sum().backward()"
    times = timeit.repeat(once, timer=time.process_time, number=1, globals=globals())
    cost[name] = 1_000 * sorted(times)[2]  # the median of five
    print(f"{name:10s} {weights[name]:7,} weights, {cost[name]:5.1f} ms a step")

# %% [markdown]
"""
They have about as many weights, yet the convolutional ones cost at least three times as
much, because they use each weight of a kernel at every place.
"""

# %% tags=["claim"]
holds(
    "the convolutional ones cost at least three times as much",
    mean(metric("transposed/step_milliseconds") / metric("dense/step_milliseconds"))
    > 3,
    mean(metric("upsampling/step_milliseconds") / metric("dense/step_milliseconds"))
    > 3,
)

# %% [markdown]
"""
## 3. The checkerboard

Generated images often have a fine grid in them. To see where it comes from, we feed
layers a constant map: nothing is there to be drawn, so any pattern is the layer's own.
At first all weights of a kernel are 1, and the output counts how many stamps meet in a
pixel.
"""

# %% tags=["nbval-check-output"]
ones = torch.ones(1, 1, 16, 16)
for kernel in (3, 4):
    stamps = F.conv_transpose2d(ones, torch.ones(1, 1, kernel, kernel), stride=2)
    print(f"kernel {kernel}:", stamps[0, 0, 4:6, 4:10].int().tolist())

# %% [markdown]
"""
Three pixels of kernel do not go evenly into steps of two: some pixels get four stamps,
some two, some one. Four pixels do, so many recipes take kernels that the stride divides
(Odena and others, 2016).

Now we take the weights that PyTorch draws, and three layers: transposed with a kernel
of 3, transposed with one of 4, and enlarging followed by a convolution.
"""

# %%
quiz(
    "A constant goes through untrained layers. Which show a pattern inside the image?",
    {
        "None, since the input is constant": "The layer adds a pattern of its own: it "
        "repeats with the stride.",
        "Only the transposed one with kernel 3": "It does. But with random weights one "
        "more kind of layer treats its pixels unequally.",
        "Both transposed ones": "With kernel 4 every pixel gets four weights, but odd "
        "pixels get others than even ones, with another sum.",
        "All three": "Enlarging a constant gives a constant, and a convolution does "
        "the same at every place of it.",
    },
    right="Both transposed ones",
)

# %% [markdown]
"""
An image is a sum of waves, from slow ones to the finest, which change at every pixel.
The **power** of a wave is its squared height, and an image's **spectrum** shows the
power of all of them. Below, the slowest one, the mean, is the dot in the middle. A
pattern that repeats every two pixels adds dots at the edge: one for columns, one for
rows, one for both, in the corner.
"""

# %%
seed_everything(seed)
layers = [nn.ConvTranspose2d(8, 1, kernel, stride=2, bias=False) for kernel in (3, 4)]
layers.append(nn.Sequential(doubled, nn.Conv2d(8, 1, 3, padding=1, bias=False)))
names = ("transposed, 3 x 3", "transposed, 4 x 4", "enlarge, 3 x 3")
constant = torch.ones(1, 8, 16, 16)
outputs = (layer(constant)[..., 4:28, 4:28] for layer in layers)
inside = dict(zip(names, outputs, strict=True))
print(plots.show_spectra(inside, "a constant, after one untrained layer"))

# %% [markdown]
"""
`grid_percent` says how much of an image's power, the mean's included, these three dots
hold.
"""


# %% tags=["nbval-check-output"]
# In the library: msgan_lib.spectra.power_spectrum
def power_spectrum(x):
    """Return how strong each frequency of images is: (..., height, width)."""
    return torch.fft.fft2(x, norm="forward").abs().square()


# In the library: msgan_lib.spectra.grid_percent
def grid_percent(x):
    """Return how much of the power of images repeats every 2 pixels."""
    power = power_spectrum(x)
    # The mean is at [0, 0]: the picture is moved by half a side.
    row, column = x.shape[-2] // 2, x.shape[-1] // 2
    grid = power[..., row, 0] + power[..., 0, column] + power[..., row, column]
    return 100 * (grid.sum() / power.sum()).item()


for kernel in (3, 4):
    stamps = F.conv_transpose2d(ones, torch.ones(1, 1, kernel, kernel), stride=2)
    print(
        f"equal weights, kernel {kernel}: {grid_percent(stamps[..., 4:28, 4:28]):.1f} %"
    )
print(f"enlarge, then convolve: {grid_percent(inside['enlarge, 3 x 3']):.1f} %")

# %% [markdown]
"""
So a kernel that the stride divides is no safeguard: the number of stamps is the same
everywhere, but not the sum of their weights. On a constant, a layer that enlarges first
can't tell odd pixels from even ones.
"""

# %% [markdown] tags=["exercise"] exercise="05_checkerboard_kernel" points=1
"""
### Exercise 2: Break a layer

**Goal.** Choose the weights of a transposed convolution so that a constant comes out as
a checkerboard.

**Signature.** `checkerboard_kernel(kernel)` returns a float tensor of shape `(kernel,
kernel)`.

**Given.** `kernel` is a whole number, at least 2, divided by the stride or not. The
layer has one map in and one out, stride 2, no padding and no bias. A map of ones goes
in. At least `kernel` pixels away from the border the output must be 1 where row plus
column is even, and 0 elsewhere.

**Example.** The weights `[[1, 0], [1, 0]]`, for a kernel of 2, give stripes: 1 in the
columns 0, 2, 4 and so on, 0 in the others.

**Checked** on kernels from 2 to 6, by a layer with your weights.

**Time.** 5 minutes, medium.

<details><summary>Hint 1</summary>

The stamps begin at even rows and even columns. On which pixels of the output does the
weight in row 0 and column 0 fall, and on which the one in row 0 and column 1?

</details>

<details><summary>Hint 2</summary>

There are four kinds of pixels: row even or odd, column even or odd. Weights whose row
and column in the kernel are of that kind add up on such a pixel.

</details>

<details><summary>Hint 3</summary>

Begin with zeros. One weight of 1 for pixels with even row and even column, another one
for pixels with odd row and odd column. The remaining weights may stay 0.

</details>

#### When it passes

Why can no choice of weights make an enlarging layer do this?

<details><summary>Answer</summary>

A constant that is enlarged is still the same constant, so an ordinary convolution sees
the same numbers wherever it is laid, and gives the same sum at every place. To make a
grid it would need an input that has one. A layer that shows none on constants can still
pass one on, or make one of other inputs, but it has to learn to.

</details>
"""


# %% tags=["solution"] exercise="05_checkerboard_kernel"
def checkerboard_kernel(kernel):
    """Return weights that turn a constant into a checkerboard at stride 2."""
    # SOLUTION
    weights = torch.zeros(kernel, kernel)
    weights[0, 0] = weights[1, 1] = 1.0
    return weights
    # END


# %% tags=["check"] exercise="05_checkerboard_kernel"
check("05_checkerboard_kernel", checkerboard_kernel)

# %% [markdown]
"""
## 4. Your generator

Now you build the third kind yourself, with whatever numbers of maps you like. One more
layer is needed. **Batch normalisation** subtracts from each map its mean over the batch
and all places, and divides by its standard deviation; then it multiplies by a scale,
which begins at 1, and adds a shift, both learnt. Section 6 shows what it is good for.
"""

# %% [markdown] tags=["exercise"] exercise="05_build_generator" points=3
"""
### Exercise 3: Build a generator

**Goal.** Build a network that turns noise into images by enlarging and convolving.

**Signature.** `build_generator(latent_size)` returns a new, untrained `nn.Module`, with
new first weights at every call.

**Given.** `latent_size` is how many numbers z has. The network maps z, a float32 tensor
`(n, latent_size)`, to images `(n, 1, 28, 28)`.

- Every pixel lies between 0 and 1 and can get near both, without being clamped.
- Small maps are enlarged by repeating pixels or bilinearly. A convolution with a kernel
  larger than 1 follows the last enlargement; no transposed convolution. At most
  1,000,000 parameters.
- Every number of z moves the image, every pixel moves with z, and every parameter has a
  part in it. (A bias before batch normalisation is allowed, though it is subtracted
  again.)
- For 64 standard normal z in training mode, pixels differ from z to z by a standard
  deviation of at least 0.01, on average. A sum of many small weights doesn't get there
  by itself: batch normalisation after each layer but the last one does.
- In evaluation mode the image of a z does not depend on the other z beside it, and n
  may be 1.

**Example.** `build_generator(10)(torch.randn(3, 10))` has the shape `(3, 1, 28, 28)`.

**Checked** with other numbers in z, one z and many, in both modes, by gradients.

**Time.** 15 minutes, medium.

<details><summary>Hint 1</summary>

The picture of `UpsamplingGenerator` in section 2 is a plan: a linear layer, maps of
7 x 7, twice enlarged and convolved, one more convolution that makes one map of many.

</details>

<details><summary>Hint 2</summary>

`nn.Sequential` takes all the layers. `nn.Unflatten(1, (maps, 7, 7))` makes maps of a
row of `maps * 7 * 7` numbers, `nn.Upsample(scale_factor=2)` enlarges,
`nn.BatchNorm2d(maps)` and `nn.ReLU()` follow a convolution with `padding=1`.

</details>

<details><summary>Hint 3</summary>

The end is `nn.Conv2d(maps, 1, 3, padding=1)` and `nn.Sigmoid()`, without ReLU in
between: after it no pixel at all could be less than 0.5.

</details>

#### When it passes

A new network is in training mode. `nn.BatchNorm1d` right after the linear layer stops
there with an error if it is given a single z, `nn.BatchNorm2d` after the `Unflatten`
does not. Why?

<details><summary>Answer</summary>

After the linear layer each number stands alone, and over a batch of one it has no
spread. In a map of 7 x 7 mean and spread are taken over all places too, so one z gives
49 numbers. After `.eval()` both take what they remember, and a single z will do.

</details>
"""

# %% tags=["claim"]
given("a standard deviation of at least 0.01")  # what the check asks for
given("no pixel at all could be less than 0.5")  # sigmoid(0)


# %% tags=["solution"] exercise="05_build_generator"
def build_generator(latent_size):
    """Return a network that maps z (n, latent_size) to images (n, 1, 28, 28)."""
    # SOLUTION
    return nn.Sequential(
        nn.Linear(latent_size, 64 * 7 * 7),
        nn.Unflatten(1, (64, 7, 7)),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(64, 32, 3, padding=1),  # (n, 32, 14, 14)
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),  # (n, 16, 28, 28)
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Conv2d(16, 1, 3, padding=1),
        nn.Sigmoid(),
    )
    # END


# %% tags=["check"] exercise="05_build_generator"
check("05_build_generator", build_generator)

# %% [markdown]
"""
## 5. Lost before it begins: the range

The last layer decides which numbers a pixel can be: a sigmoid gives 0 to 1, a tanh -1
to 1, no function at all gives any number. The data may be scaled from 0 to 1, from -1
to 1, or **standardised**, as many classifiers want it: mean 0 and standard deviation 1
over all pixels, which for MNIST means from about -0.42 to 2.82.

Does it matter how they are paired? Let a perfect painter stand in for the generator: it
shows *other real digits*, as near as its output can come to them. A discriminator gets
50 steps against it.
"""

# %% tags=["claim"]
holds(
    "from about -0.42 to 2.82",
    isclose(-0.1307 / 0.3081, -0.42, abs_tol=0.005),
    isclose((1 - 0.1307) / 0.3081, 2.82, abs_tol=0.005),
)

# %%
scales = {
    "0 to 1": lambda x: x,
    "-1 to 1": lambda x: 2 * x - 1,
    "standardised": lambda x: (x - 0.1307) / 0.3081,
}
reached = {"sigmoid": (0, 1), "tanh": (-1, 1), "none": (-torch.inf, torch.inf)}
halves = x_train[:27_000], x_train[27_000:54_000]  # for "real", for the painter
tries = {"smoke": 2}.get(run.profile, 50)


def accuracy_against_a_painter(scale, low, high):
    """Return how many of 2,000 images, most of them new, are recognised, in percent."""
    seed_everything(seed)
    discriminator, draw = DenseDiscriminator(), named_generator(seed, "painter")
    optimizer = torch.optim.Adam(discriminator.parameters(), lr=1e-3)
    for step in range(tries + 1):
        n = 1_000 if step == tries else 64
        real, fake = (x[torch.randint(len(x), (n,), generator=draw)] for x in halves)
        logits_real = discriminator(scale(real))
        logits_fake = discriminator(scale(fake).clamp(low, high))
        optimizer.zero_grad()
        discriminator_loss(logits_real, logits_fake).backward()
        optimizer.step()
    right = torch.cat([logits_real > 0, logits_fake <= 0])
    return 100 * right.float().mean().item()


accuracy = {}
for data_range, scale in scales.items():
    for output, (low, high) in reached.items():
        accuracy[data_range, output] = accuracy_against_a_painter(scale, low, high)
    told = (f"{name} {accuracy[data_range, name]:5.1f} %" for name in reached)
    print(f"data {data_range:12s} against output:", ", ".join(told))

# %% [markdown]
"""
Near 50 % the two can't be told apart. Where the output does not reach the data, the
discriminator is right in more than 85 % of the cases after 50 steps, though every fake
*is* a real digit, cut off at the end of the range. No generator can mend that by
drawing better. This painter can't show whether a wider range harms.

So the output must reach all of the data. We pair a sigmoid with data from 0 to 1.
"""

# %% tags=["claim"]
FITS = [
    *("0_to_1/sigmoid", "0_to_1/tanh", "0_to_1/none", "minus_1_to_1/tanh"),
    *("minus_1_to_1/none", "standardised/none"),
]
CUT_OFF = ["minus_1_to_1/sigmoid", "standardised/sigmoid", "standardised/tanh"]
for pairing in FITS:
    holds(
        "Near 50 % the two can't be told apart",
        abs(mean(metric(f"{pairing}_accuracy_percent")) - 50) < 4,
    )
for pairing in CUT_OFF:
    holds(
        "the discriminator is right in more than 85 % of the cases",
        min(metric(f"{pairing}_accuracy_percent")) > 85,
    )

# %% [markdown]
"""
## 6. First weights

A generator that draws nearly the same image for every z begins with little use of z.
How far apart are its images before training? We take three ways to draw the first
weights: PyTorch's own; the normal distribution with the standard deviation 0.02 for all
kernels and matrices, as DCGAN has it (Radford and others, 2016); and the same for *all*
parameters, which is a common mistake, because then the scales of batch normalisation
begin near 0 and not at 1. Each with batch normalisation and without.
"""

# %% tags=["claim"]
given("the standard deviation 0.02")  # DCGAN's


# %%
def start_at_002(network, all_of_them):
    """Draw matrices and kernels anew, or all parameters, with a deviation of 0.02."""
    for parameter in network.parameters():
        if all_of_them or parameter.dim() > 1:
            nn.init.normal_(parameter, 0.0, 0.02)


def spread_over_z(network):
    """Return by how much a pixel differs from z to z, on average."""
    z = torch.randn(64, 64, generator=named_generator(seed, "64 z"))
    with torch.no_grad():
        return network(z).std(dim=0).mean().item()


norms = (nn.BatchNorm1d, nn.BatchNorm2d)
starts = {"PyTorch's own": None, "0.02, matrices": False, "0.02, everything": True}
spreads = {}
for name, all_of_them in starts.items():
    seed_everything(seed)
    whole = UpsamplingGenerator().layers
    if all_of_them is not None:
        start_at_002(whole, all_of_them)
    bare = nn.Sequential(*(layer for layer in whole if not isinstance(layer, norms)))
    spreads[name] = spread_over_z(whole), spread_over_z(bare)
    with_norms, without = spreads[name]
    print(f"{name:17s} with batch norm {with_norms:.4f}, without {without:.4f}")

# %% [markdown]
"""
Without batch normalisation every layer shrinks the differences, and little is left of z
after four of them. Batch normalisation brings each map back to a standard deviation of
1, so much of it stays even with small matrices, unless its own scales begin near 0:
then z has less than a tenth of the effect that it has with PyTorch's own weights.

It has a price: the image of one z depends on the other z in the batch. In evaluation
mode it takes averages that it remembered in training (section 8).
"""

# %% tags=["claim"]
whole, bare, zero = (
    metric(f"first_weights/{name}_spread")
    for name in ("pytorch_with_norm", "pytorch_without_norm", "everything_with_norm")
)
holds("little is left of z after four of them", max(bare / whole) < 0.2)
small = metric("first_weights/matrices_with_norm_spread")
holds("much of it stays even with small matrices", min(small / whole) > 0.25)
holds("z has less than a tenth of the effect", max(zero / whole) < 0.1)

# %% [markdown]
"""
## 7. The game, with images

Now we play the game of lesson 04 with images. The discriminator, `DenseDiscriminator`,
has two hidden layers and gives one logit an image.

Which loss? We take the **least-squares** loss (Mao and others, 2017). With $D(x)$ the
logit itself, without a sigmoid, the discriminator wants 1 for real images and 0 for
generated ones, and the generator wants 1 for its own:

$$L_D = \tfrac12 \text{mean } (D(x_\text{real}) - 1)^2
+ \tfrac12 \text{mean } D(x_\text{fake})^2, \qquad
L_G = \tfrac12 \text{mean } (D(x_\text{fake}) - 1)^2.$$

The brake is R1, as in lesson 04: it punishes the slope of the logit at real images. It
costs another backward pass, so it is added in every eighth step only, eight times as
strong (*lazy regularisation*, Karras and others, 2020), with $\gamma = 1$.
"""

# %% tags=["claim"]
given("eight times as strong")  # what the step does


# %%
def discriminator_step(generator, discriminator, optimizer, x_real, noise, brake):
    """Move the discriminator once: real images towards 1, generated ones towards 0."""
    x_fake = generator(torch.randn(len(x_real), 64, generator=noise)).detach()
    logits_real, logits_fake = discriminator(x_real), discriminator(x_fake)
    loss = least_squares_discriminator_loss(logits_real, logits_fake)
    if brake:
        loss = loss + 8 * r1_penalty(discriminator, x_real)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def generator_step(generator, discriminator, optimizer, n, noise):
    """Move the generator once; no real image is here."""
    x_fake = generator(torch.randn(n, 64, generator=noise))
    loss = least_squares_generator_loss(discriminator(x_fake))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


# %% [markdown]
"""
The two may never come to rest (lesson 04, section 3). So we show and measure the
generator's **moving average**, a copy that follows its weights by a thousandth of the
difference in each step (more at first) and takes no part in the game.
"""


# %%
def play(generator, discriminator, num_steps):
    """Play; return the generator's moving average, and its images of ten z by step."""
    optimizer_g, optimizer_d = (
        torch.optim.Adam(network.parameters(), lr=1e-3, betas=(0.5, 0.99))
        for network in (generator, discriminator)
    )
    batches, noise = (named_generator(seed, name) for name in ("batches", "noise"))
    bar, history = ProgressBar(type(generator).__name__), {}
    averaged = moving_average(generator, 0.999)
    for done in range(num_steps + 1):
        if done in (0, num_steps // 20, num_steps // 5, num_steps // 2, num_steps):
            with measure.evaluating(averaged), torch.no_grad():
                history[f"step {done:,}"] = averaged(z)
        if done == num_steps:
            return averaged.module.eval(), history
        x_real = x_train[torch.randint(len(x_train), (64,), generator=batches)]
        brake = done % 8 == 7
        discriminator_step(generator, discriminator, optimizer_d, x_real, noise, brake)
        generator_step(generator, discriminator, optimizer_g, 64, noise)
        averaged.update_parameters(generator)
        bar(done + 1, num_steps)


num_steps = {"smoke": 4, "class": 1_500, "full": 10_000}[run.profile]
seed_everything(seed)
start = time.process_time()
generator, history = play(UpsamplingGenerator(), DenseDiscriminator(), num_steps)
training_seconds = time.process_time() - start
print(plots.show_rows(history, title="ten fixed z while the generator learns"))

# %% [markdown]
"""
Each column is one z. At step 0 all look alike, because in
evaluation mode batch normalisation has not measured anything yet. Then come blobs of
ink in the middle, then strokes, then digits. A column may change its digit on the way,
since nobody tells a z what to be.

Now 100 samples, none chosen.
"""


# %%
def draw(z):
    """Return the generator's images of many z."""
    with torch.no_grad():
        return torch.cat([generator(part) for part in z.split(500)])


num_samples = {"smoke": 200}.get(run.profile, 10_000)
z_samples = torch.randn(num_samples, 64, generator=named_generator(seed, "samples"))
x_samples = draw(z_samples)
print(plots.show_sheet(x_samples[:100], columns=20, title="100 samples"))

# %% [markdown]
"""
How good are they? A judge is asked, a network that was trained on the labels of the
first 55,000 training images and had no part in the game. It says

- how many **classes** get at least 2 % of 10,000 samples;
- of how many samples it is **sure**, with a probability of at least 0.9;
- the **Fréchet distance** between samples and development images. The judge computes 64
  numbers of an image; the distance compares their means and spreads over the samples
  with those over real images, and is 0 if they are alike. Lesson 08 takes it apart.

It knows nothing but digits, so it may be sure of a blob too: see what it says of step
0. For comparison we measure 200 real images, and print what public lessons' recipe
reached with five seeds: wider dense networks, non-saturating loss, Adam at 0.0002,
3,000 steps, no moving average.
"""

# %% tags=["claim"]
given("at least 2 % of 10,000 samples")  # measure_images.REACHED
given("with a probability of at least 0.9")  # measure_images.SURE
given("Adam at 0.0002")  # public_recipe in training/recipes.yaml

# %%
judge = load_judge()
x_compared = x_development[: {"smoke": 500}.get(run.profile)]
scores = measure_samples(judge, x_samples, x_compared)
shares = class_shares(read_images(judge, x_samples)[0])
print("shares in percent:", [round(100 * share, 1) for share in shares.tolist()])
for name in ("classes_reached", "sure_percent", "frechet_distance"):
    print(f"{name:17s} {scores[name]:.1f}")
at_first = read_images(judge, history["step 0"])[0].softmax(dim=1).max(dim=1)
for name, verdict in zip(("probability", "class"), at_first, strict=True):
    print(f"step 0, {name}: ", [round(number, 2) for number in verdict.tolist()])
of_200_real = measure_samples(judge, x_train[:200], x_compared)["frechet_distance"]
print(f"200 real images   {of_200_real:.1f}")
of_public, recorded = "public_recipe/frechet_distance", recorded_rows("games")
scored = (row["metrics"] for row in recorded)
public = [score[of_public] for score in scored if of_public in score]
print("a recipe of public lessons:", [round(distance) for distance in public])

# %% [markdown]
"""
The judge names all ten classes, none with less than 2 %. The distance of the public
recipe is more than 2.5 times as large, but so much differs there that this says nothing
about any one choice. Even 200 real images are much nearer to the development images
than our samples.

And the grid? We play a quarter of the game with the transposed generator too.
"""

# %% tags=["claim"]
holds("The judge names all ten classes", min(metric("generator/classes_reached")) == 10)
holds("none with less than 2 %", min(metric("generator/least_share_percent")) >= 2)
holds(
    "The distance of the public recipe is more than 2.5 times as large",
    min(metric("public_recipe/frechet_distance") / metric("generator/frechet_distance"))
    > 2.5,
)
holds(
    "much nearer to the development images than our samples",
    min(metric("generator/frechet_distance") / metric("real_200/frechet_distance"))
    > 1.5,
)


# %%
seed_everything(seed)
transposed, _ = play(TransposedGenerator(), DenseDiscriminator(), num_steps // 4)
z_many = z_samples[:1_000]
with torch.no_grad():
    kind_of = {f"{name},\nuntrained": kinds[name](z_many) for name in kinds}
    kind_of |= {"upsampling": draw(z_many), "transposed": transposed(z_many)}
kind_of["real digits"] = x_compared
grids = {name: grid_percent(x) for name, x in kind_of.items()}
kind_of.pop("dense,\nuntrained")
print(plots.show_spectra(kind_of, "before and after training"))

# %% [markdown]
"""
Before it has learnt anything, the transposed generator has at least three times as much
grid as real digits. After a short training less than a fifth of it is left, probably
because the discriminator sees a grid and drives it out. It was trained for less long
than the other one, so don't compare the two.
"""

# %% tags=["claim"]
grid_of_real = metric("real/grid_percent")
holds(
    "the transposed generator has at least three times as much grid as real digits",
    min(metric("transposed_untrained/grid_percent") / grid_of_real) > 3,
)
holds(
    "After a short training less than a fifth of it is left",
    max(metric("transposed/grid_percent") / metric("transposed_untrained/grid_percent"))
    < 0.2,
)

# %% [markdown]
"""
## 8. The same z, another digit

So far the generator was in evaluation mode. In training mode batch normalisation
measures the batch at hand. We draw all samples once more, in random batches of 50 and
of 4, and ask the judge how many become another digit.
"""


# %%
def in_company(z, size, name):
    """Return images of z in training mode, in batches of `size`, mixed by chance."""
    busy, images = copy.deepcopy(generator).train(), torch.empty(len(z), 1, 28, 28)
    order = torch.randperm(len(z), generator=named_generator(seed, name))
    with torch.no_grad():
        for batch in order.split(size):
            images[batch] = busy(z[batch])
    return images


classes, changed = read_images(judge, x_samples)[0].argmax(dim=1), {}
for size in (50, 4):
    mixed = in_company(z_samples, size, f"batches of {size}")
    other = read_images(judge, mixed)[0].argmax(dim=1) != classes
    changed[size] = 100 * other.float().mean().item()
    print(f"batches of {size:2d}: {changed[size]:.1f} % get another class")
rows = {"evaluation\nmode": x_samples[other][:10], "batches\nof 4": mixed[other][:10]}
print(plots.show_rows(rows, title="the first ten of the z that get another class"))

# %% [markdown]
"""
In batches of 4 more than one in twenty of the z becomes another digit, in batches of 50
fewer do. A part would change in any company, since evaluation mode takes averages over
earlier batches and weights. So samples are drawn in evaluation mode.
"""

# %% tags=["claim"]
few, many = (metric(f"batches_of_{n}/other_class_percent") for n in (4, 50))
holds("In batches of 4 more than one in twenty", min(few) > 5)
holds("in batches of 50 fewer do", max(many / few) < 1)

# %%
quiz(
    "A sample's image changes whenever the other z of its batch change. Why?",
    {
        "The sigmoid rounds differently": "It is computed pixel by pixel and knows "
        "nothing of a batch.",
        "The network is in training mode": "Its batch normalisation takes mean and "
        "spread from the batch at hand.",
        "z is drawn anew": "The same z went in each time; only its companions changed.",
        "The discriminator moved it": "It takes no part once the game is over.",
    },
    right="The network is in training mode",
)

# %% [markdown]
"""
## 9. Where noise lies

What lies between two z? First: how long is a z? Its 64 squares have the mean 1, so the
length is about 8, give or take a tenth of that. So z lie near a sphere. The point
halfway between two of them has half the variance at each place, so its length is about
8 / √2, which is 5.7.
"""

# %% tags=["claim"]
holds("the length is about 8", isclose(64**0.5, 8))
holds("which is 5.7", isclose(8 / 2**0.5, 5.7, abs_tol=0.05))

# %%
z_start, z_end = z_samples.chunk(2)  # (5000, 64) each
midpoints = {
    "straight": straight_path(z_start, z_end, 0.5),
    "spherical": spherical_path(z_start, z_end, 0.5),
}
lengths = {"z": z_start, **midpoints}
lengths = {name: points.norm(dim=1) for name, points in lengths.items()}
print(plots.show_spreads(lengths, "length of z"))

# %% [markdown]
"""
Halfway on the straight path hardly any point is as long as a z that the generator has
been trained on. A **spherical path** goes along the sphere instead. With $\omega$ the
angle between the two, and $t$ the share of the way,

$$\frac{\sin((1 - t)\,\omega)\, z_\text{start} + \sin(t\,\omega)\, z_\text{end}}
{\sin \omega}.$$
"""

# %% [markdown] tags=["exercise"] exercise="05_slerp" points=2
"""
### Exercise 4: A path on the sphere

**Goal.** Walk from one z to another along the sphere.

**Signature.** `slerp(z_start, z_end, share)` returns a float32 tensor `(n,
latent_size)`.

**Given.** `z_start` and `z_end`, float32 tensors `(n, latent_size)`, none of length 0,
and `share`, a float from 0 to 1. Every row is a pair of its own, with its own angle
$\omega$: the one whose cosine is the product of the two (`z_start * z_end`, added up)
over the product of their lengths. The two z of a pair may differ in length; the formula
of section 9 takes them as they are. Where both point in the same direction, $\omega$ is
0, and so is its sine: there the straight path is wanted. No pair points in opposite
directions.

**Example.** `slerp(torch.tensor([[3.0, 0.0]]), torch.tensor([[0.0, 3.0]]), 1 / 3)` is
`[[2.598, 1.5]]`, at an angle of 30 degrees. The straight path would be at `[[2, 1]]`.

**Checked** on one pair and many, with pairs of equal direction among others, on z of
several lengths, at shares from 0 to 1.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

First the angles, one for each row: `.norm(dim=1, keepdim=True)` and `.sum(dim=1,
keepdim=True)` keep the shape `(n, 1)`, which fits beside `(n, latent_size)`.

</details>

<details><summary>Hint 2</summary>

Rounding may put a cosine a little above 1, where `acos` gives NaN: `.clamp(-1, 1)`
before it.

</details>

<details><summary>Hint 3</summary>

Compute both paths, and take with `torch.where(omega > 1e-3, curved, straight)` for each
row the one that is wanted.

</details>

#### When it passes

How long is the point halfway between (3, 0) and (0, 3) on your path, and on the
straight one?

<details><summary>Answer</summary>

On the sphere it is 3 long, as both ends are. On the straight path it is 3 / √2 long,
shorter than both. For two random z of 64 numbers the angle is near 90 degrees too.

</details>
"""


# %% tags=["solution"] exercise="05_slerp"
def slerp(z_start, z_end, share):
    """Return the points that lie `share` of the way along a sphere."""
    # SOLUTION
    lengths = z_start.norm(dim=1, keepdim=True) * z_end.norm(dim=1, keepdim=True)
    cosine = (z_start * z_end).sum(dim=1, keepdim=True) / lengths
    omega = cosine.clamp(-1, 1).acos()  # (n, 1)
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)
    # END


# %% tags=["check"] exercise="05_slerp"
check("05_slerp", slerp)

# %%
way = torch.linspace(0, 1, 11).tolist()
rows = {
    name: draw(torch.cat([path(z[:1], z[1:2], share) for share in way]))
    for name, path in (("straight", straight_path), ("spherical", spherical_path))
}
print(plots.show_rows(rows, [f"{share:.0%}" for share in way]))
widgets.explore_paths(generator, z)

# %% [markdown]
"""
Both ways lead to the other digit without a jump. Are midpoints as good as any z? The
judge compares their images with real ones, and also images of plain z, made shorter by
√2.
"""

# %%
points = {"z": z_start, **midpoints, "shortened": z_start / 2**0.5}
halfway = {}
for name, chosen in points.items():
    score = measure_samples(judge, draw(chosen), x_compared)
    halfway[name] = score["frechet_distance"]
    of = f"sure of {score['sure_percent']:.0f} %, coverage {score['coverage']:.2f}"
    print(f"{name:10s} distance {halfway[name]:5.1f}, {of}")

# %% [markdown]
"""
Images of straight midpoints are farther from real ones, images of spherical midpoints
as near as any samples. Plain z, shortened, are as far as the straight midpoints, and
must be, since both have the same distribution.

That is a statement about many images, not about each: short z give less variety, which
alone makes the distance larger. BigGAN even shortens z on purpose, because single
images get clearer there (the *truncation trick*, Brock and others, 2019). Do ours?
"""

# %% tags=["claim"]
halfway = {
    name: metric(f"halfway_{name}/frechet_distance")
    for name in ("z", "straight", "spherical", "shortened")
}
holds(
    "Images of straight midpoints are farther from real ones",
    min(halfway["straight"] / halfway["z"]) > 1.08,
)
holds(
    "images of spherical midpoints as near as any samples",
    max(halfway["spherical"] / halfway["z"]) < 1.06,
)
holds(
    "Plain z, shortened, are as far as the straight midpoints",
    max(abs(halfway["shortened"] / halfway["straight"] - 1)) < 0.06,
)

# %% [markdown]
"""
## 10. New digits, or copies?

Does the generator give back training images? We look for the nearest training image of
300 samples, pixel by pixel. As a measure we do the same with 300 development images,
which are real and new, and with 300 training images moved by one pixel, which are not.
"""


# %%
num_nearest = {"smoke": 30}.get(run.profile, 300)
shifted = x_train[:num_nearest].roll(1, dims=-1)
compared = {"new real digits": x_development, "shifted copies": shifted}
distances = {}
for name, x in (compared | {"samples": x_samples}).items():
    apart = torch.cdist(x[:num_nearest].flatten(1), x_train.flatten(1))
    distances[name], which = apart.min(dim=1)

# %%
print(plots.show_rows({"sample": x_samples[:10], "nearest": x_train[which[:10]]}))
low = distances["new real digits"].quantile(0.05)
for name, nearest in distances.items():
    near = (nearest < low).sum()
    print(
        f"{name}: smallest {nearest.min():.2f}; {near} nearer than 95 % of new digits"
    )
print(plots.show_spreads(distances, "distance to the nearest training image"))

# %% [markdown]
"""
A copy pixel for pixel would have nearly the distance 0. None of the 300 that we
compared is one. On average they lie farther from the training images than new real
digits do, but so do shifted copies, which escape this test, and so do poor images. A
few copies would show only among the smallest distances, so the cell counts those.

So noise becomes digits by a discriminator's gradient, and none that we looked at is
copied pixel for pixel.
"""

# %% tags=["claim"]
holds(
    "None of the 300 that we compared is one",
    min(metric("copies/smallest_distance")) > 0.5,
)
holds(
    "they lie farther from the training images than new real digits do",
    min(
        metric("samples/distance_to_training") / metric("new_real/distance_to_training")
    )
    > 1.05,
)

# %% [markdown]
"""
## Summary

- Compared with random images by pixels, a generator learns their mean. Ours learns from
  a discriminator's gradient.
- Transposed convolutions stamp, and leave a grid unless training removes it. Enlarging
  and then convolving leaves none on a constant.
- The last layer must reach the range of the data. First weights and batch normalisation
  decide how far apart different z begin.
- Samples are drawn in evaluation mode. Shorter z give other images.
- A judge names all ten classes; no sample that we compared is a pixel-for-pixel copy.

## What we did not show

- Why this loss and not another: lesson 07.
- What makes samples good: lesson 08.

## Further reading

- Shoemake (1985), *Animating Rotation with Quaternion Curves*, and White (2016),
  *Sampling Generative Networks*: the spherical path.
- Ioffe and Szegedy (2015), *Batch Normalization*.
- Radford and others (2016), *Unsupervised Representation Learning with DCGAN*.
- Odena, Dumoulin and Olah (2016), *Deconvolution and Checkerboard Artifacts*.
- Mao and others (2017), *Least Squares Generative Adversarial Networks*.

The generator learns only what the discriminator sees. What does that one look at?
Lesson 06 opens it.
"""

# %%
metrics = {
    "generator/classes_reached": scores["classes_reached"],
    "generator/sure_percent": scores["sure_percent"],
    "generator/frechet_distance": scores["frechet_distance"],
    "generator/least_share_percent": 100 * shares.min().item(),
    "generator/training_cpu_seconds": training_seconds,
    "real_200/frechet_distance": of_200_real,
    "pairs/spread_share": (spread_drawn / spread_real).item(),
    "pairs/distance_to_mean_image": (drawn - mean_image).abs().mean().item(),
    "copies/smallest_distance": distances["samples"].min().item(),
    "samples/distance_to_training": distances["samples"].mean().item(),
    "new_real/distance_to_training": distances["new real digits"].mean().item(),
}
if public:
    metrics[of_public] = sum(public) / len(public)
metrics |= {f"{name}/step_milliseconds": cost[name] for name in kinds}
metrics |= {f"{name}/weights_count": weights[name] for name in kinds}
for name, key in zip(
    grids,
    (*(f"{name}_untrained" for name in kinds), "upsampling", "transposed", "real"),
    strict=True,
):
    metrics[f"{key}/grid_percent"] = grids[name]
for (data_range, output), percent in accuracy.items():
    key = data_range.replace("-", "minus ").replace(" ", "_")
    metrics[f"{key}/{output}_accuracy_percent"] = percent
for name, key in zip(starts, ("pytorch", "matrices", "everything"), strict=True):
    for value, kind in zip(spreads[name], ("with", "without"), strict=True):
        metrics[f"first_weights/{key}_{kind}_norm_spread"] = value
metrics |= {f"batches_of_{n}/other_class_percent": changed[n] for n in changed}
metrics |= {f"halfway_{n}/frechet_distance": halfway[n] for n in halfway}
run.save(metrics)
