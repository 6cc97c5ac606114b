# ---
# jupyter:
#   minutes: {smoke: 0.3, class: 0.9}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 03. Rivals: other networks, the same labels

We give six classifiers the same labelled digits and the same computing time, say what
each of them is, and compare errors, costs and sizes. One of the six brings the first
generator of this course.

**You will**

- say what an MLP, an LSTM, an autoencoder and a VAE are, and test whether a network can
  know of scales at all;
- draw new digits from random numbers, and move through the plane of codes that they
  come from;
- compare methods at equal cost, and say what such a comparison can't tell.

**You need** lessons 00 and 01; lesson 02 helps.

**Time**: about 60 minutes of reading and exercises; the cells run in two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, order of the images, augmentation, noise
dataset: str = "mnist"  # mnist or fashion-mnist
labels_per_class: int = 10  # labelled images a class
label_seed: int = 0  # which images are labelled: another number, another draw

# %%
import copy
import time

import torch
import torch.nn.functional as F

from msgan_lib import measure, plots, widgets
from msgan_lib.data import CLASS_NAMES
from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import kl_divergence
from msgan_lib.networks.autoencoders import (
    VAE,
    Autoencoder,
    CodeClassifier,
    Decoder,
    Encoder,
    sample_code,
)
from msgan_lib.networks.classifiers import MultiScaleCNN
from msgan_lib.networks.rivals import MLP, RowLSTM
from msgan_lib.recorded_rows import recorded_rows
from msgan_lib.training import adversarial
from msgan_lib.training.methods import make_training
from msgan_lib.training.progress import ProgressBar
from msgan_lib.training.side_by_side import train_side_by_side

run = start_run(
    "03_rivals",
    profile=profile,
    seed=seed,
    dataset=dataset,
    labels_per_class=labels_per_class,
    label_seed=label_seed,
)
seed_everything(seed)

# %% [markdown]
"""
## 1. Six rivals and their names

The article that inspired this course compares such methods in a list. It calls the LSTM
an autoencoder, and the VAE, the LSTM and the MLP multi-scale methods. They are not, so
we first say what each rival is.

| rival | what it is | learns from |
|---|---|---|
| MLP | layers that connect everything with everything | labels |
| LSTM over rows | a network with a memory, which reads a sequence | labels |
| autoencoder + linear | squeezes, restores images; a linear layer on the code | both |
| VAE + linear | the same, with codes drawn at random | both |
| single-scale CNN | convolutions; classifies from its coarsest level | labels |
| multi-scale CNN | convolutions; classifies from all its levels | labels |

"Both" means images without labels first, then labelled ones.

A network is **multi-scale** if it computes features at several resolutions and uses
more than one of them. For that it has to know which pixels lie close together. So there
is a test: can it learn as well from images that are all shuffled alike?

The text fits handwritten digits with ten labels a class.
"""

# %%
data = load_few_labels(dataset, labels_per_class, label_seed)
names = CLASS_NAMES[dataset]
x = data.x_labelled[:4]  # (4, 1, 28, 28)
order = torch.randperm(28 * 28, generator=named_generator(seed, "pictures"))
shuffled = x.flatten(1)[:, order].view_as(x)
print(plots.show_rows({"as it is": x, "shuffled": shuffled}))

# %% [markdown]
"""
In the lower row the same digits have their pixels in another order, the same for all
images. No person could read them.

## 2. The MLP: no neighbours

A **multilayer perceptron** takes the 784 pixels as one row of numbers. Each of its
layers multiplies by a matrix; batch normalisation and ReLU follow. Ours has two hidden
layers of 256 numbers and ten outputs, the **logits**: the largest names the class.
"""

# %% tags=["nbval-check-output"]
mlp = MLP().eval()
print("logits", tuple(mlp(x).shape))
print("first matrix", tuple(mlp[1].weight.shape))

# %% [markdown]
"""
Now the test. We copy the MLP and put the columns of its first matrix into the order of
the shuffled pixels. No weight gets another value.
"""

# %% tags=["nbval-check-output"]
counterpart = copy.deepcopy(mlp)
with torch.no_grad():
    counterpart[1].weight.copy_(mlp[1].weight[:, order])
print("same logits:", torch.allclose(mlp(x), counterpart(shuffled), atol=1e-5))

# %% [markdown]
"""
So for every MLP that reads digits there is one, equally good and equally easy to find,
that reads shuffled digits. Nothing in it knows that two pixels are neighbours. It may
be a good classifier all the same, but a multi-scale method it is not.

A convolution has no such counterpart: its nine weights are for a pixel and its eight
neighbours, wherever they are, and shuffling changes who the neighbours are.

## 3. The LSTM: an image as a sequence

A recurrent network reads a sequence, one **time step** after the other, and keeps a
**memory**, a row of numbers. At each time step it computes a new memory from the next
input and the old memory, with the same weights every time. In a **long short-term
memory** small learnt switches decide what is forgotten, what is written and what is
shown. Nothing but ten logits comes out of ours, so it restores no image: it is no
autoencoder.

An image becomes a sequence if we read it row by row: 28 time steps of 28 numbers. In
our `RowLSTM`, `lstm` is PyTorch's layer and `head` a linear layer, which reads the last
memory.
"""

# %% tags=["nbval-check-output"]
lstm = RowLSTM().eval()
rows = x.squeeze(1)  # (4, 28, 28): images, time steps, pixels of a row
memory, _ = lstm.lstm(rows)  # (4, 28, 64): the memory after each time step
print("rows", tuple(rows.shape), "memory", tuple(memory.shape))
print("logits from the last:", torch.equal(lstm(x), lstm.head(memory[:, -1])))

# %% [markdown]
"""
What does it know of neighbours? Rows come one after the other, so above and below are
before and after. We blank the lower half of the images and compare the memories.
"""

# %% tags=["nbval-check-output"]
upper = rows.clone()
upper[:, 14:] = 0
of_upper, _ = lstm.lstm(upper)
print("same until row 13:", torch.allclose(memory[:, :14], of_upper[:, :14]))
print("same at row 20:   ", torch.allclose(memory[:, 20], of_upper[:, 20]))

# %% [markdown]
"""
Within a row it is like the MLP: one matrix reads 28 numbers, in whatever order they
are. It reads at one scale, rows of full width and one pixel of height.
"""

# %%
quiz(
    "Which of these would make our LSTM over rows multi-scale?",
    {
        "A larger memory, of 512 numbers": "It could remember more, but it "
        "would still read rows of one size.",
        "Rows of the image at 28, 14 and 7 pixels as three sequences": "Now features "
        "come from several resolutions, and the classifier uses them all.",
        "Reading the rows from bottom to top as well": "That is a bidirectional LSTM. "
        "Both directions read the same rows at the same scale.",
        "Several LSTM layers, one on top of the other": "The upper layers read the "
        "memories of the lower ones, still a time step for each row of pixels.",
    },
    right="Rows of the image at 28, 14 and 7 pixels as three sequences",
)

# %% [markdown]
"""
## 4. The autoencoder: restore what you were given

An **autoencoder** is two networks. The *encoder* turns an image into a short **code**,
the *decoder* turns the code back into an image. Both are trained to restore the image,
which needs no label. All that the decoder learns of an image has to pass through the
code, so the code has to keep what matters most for the pixels. Whether it keeps what
matters for the *class* is another question, and we shall measure it.

The loss compares each pixel with the restored one by the binary cross-entropy, as if
its grey were the probability of ink. It adds up the pixels and averages the images. Its
unit is the *nat*, because the logarithm in it is the natural one.
"""


# %%
# In the library: msgan_lib.losses.reconstruction_loss
def reconstruction_loss(restored, x):
    """Return how badly images are restored, in nats an image."""
    by_pixel = F.binary_cross_entropy(restored, x, reduction="none")
    return by_pixel.flatten(1).sum(dim=1).mean()


# %% [markdown]
"""
We make the code as short as a picture of it can show: two numbers. Encoder and decoder
are small MLPs.
"""

# %% tags=["nbval-check-output"]
autoencoder = Autoencoder(code_size=2)
code = autoencoder.encoder(x)  # (4, 2)
restored = autoencoder.decoder(code)  # (4, 1, 28, 28)
print("code", tuple(code.shape), "restored", tuple(restored.shape))
undecided = torch.full_like(x, 0.5)
print("log 2 a pixel:", round(reconstruction_loss(undecided, x).item() / 784, 3))

# %% [markdown]
"""
A restored image of 0.5 everywhere costs log 2 a pixel, whatever was given.

## 5. The VAE: codes that can be drawn

An autoencoder puts its codes where it likes. Nobody who draws a code at random knows
where that is. A **variational autoencoder**, VAE, keeps the codes where random numbers
are, by two changes:

1. The encoder gives two numbers for each number of the code: a **mean** and the
   logarithm of a **variance**. The code is *drawn* from the normal distribution with
   this mean and variance: draw noise from the standard normal distribution, multiply it
   by the standard deviation (the root of the variance), add the mean.
2. The loss gets a second term, which pulls each of these distributions towards the
   standard normal one, mean 0 and variance 1. It is the **Kullback-Leibler
   divergence**, KL for short. For one number of the code it is (mean² + variance - log
   variance - 1) / 2. The numbers of a code are added up, the images averaged.

The logarithm is there because a network may give any number, but a variance must be
positive. The noise is drawn first and moved afterwards so that gradients pass: the code
is a plain sum and product of the noise and what the encoder gave. This is called
*reparameterisation*.
"""

# %% tags=["claim"]
from math import isclose, log

for pixel in (0, 0.3, 1):
    loss = -(pixel * log(0.5) + (1 - pixel) * log(1 - 0.5))
    holds("A restored image of 0.5 everywhere costs log 2", isclose(loss, log(2)))

# %% tags=["nbval-check-output"]
vae = VAE(code_size=2)
mean, log_variance = vae.encode(x)  # (4, 2) each
stream = named_generator(seed, "codes")
z = sample_code(mean, log_variance, stream)  # (4, 2)
print("mean", tuple(mean.shape), "drawn code", tuple(z.shape))
print("divergence above 0:", kl_divergence(mean, log_variance).item() > 0)
standard = torch.zeros(4, 2)  # mean 0, and log 1 = 0
print("of the standard one:", kl_divergence(standard, standard).item())

# %% [markdown]
"""
The exercises ask you to write the draw and the divergence. The whole loss of either
network:
"""


# %%
# In the library: msgan_lib.training.autoencoding.restoring_losses
def restoring_losses(network, x, noise):
    """Return what an autoencoder minimises on images x; their sum is its loss."""
    if not isinstance(network, VAE):
        return {"reconstruction": reconstruction_loss(network(x), x)}
    mean, log_variance = network.encode(x)
    restored = network.decoder(sample_code(mean, log_variance, noise))
    return {
        "reconstruction": reconstruction_loss(restored, x),
        "kl": kl_divergence(mean, log_variance),
    }


# %% [markdown]
"""
A plain training of both, on unlabelled images.
"""


# %%
def train_to_restore(network, num_steps):
    """Train on random unlabelled images; return the last losses."""
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
    batches, noise = (named_generator(seed, name) for name in ("batches", "noise"))
    bar = ProgressBar(type(network).__name__)
    for done in range(1, num_steps + 1):
        drawn = torch.randint(len(data.x_unlabelled), (100,), generator=batches)
        parts = restoring_losses(network, data.x_unlabelled[drawn], noise)
        optimizer.zero_grad()
        sum(parts.values()).backward()
        optimizer.step()
        bar(done, num_steps)
    return {name: part.item() for name, part in parts.items()}


# %%
plane_steps = {"smoke": 4, "class": 1_000, "full": 10_000}[run.profile]
seed_everything(seed)  # the same first weights each time that this cell is run
autoencoder, vae = Autoencoder(code_size=2), VAE(code_size=2)
for network in (autoencoder, vae):
    last = train_to_restore(network, plane_steps)
    print({name: round(value, 1) for name, value in last.items()})

# %% [markdown]
"""
What is restored from two numbers, and where did the two put the digits? We encode 400
development images, decode ten of the codes again, and draw each code as the digit that
its image shows; the networks never saw these labels. Of the VAE we take the means.
"""

# %%
x_shown, y_shown = data.x_development[:400], data.y_development[:400]
with torch.no_grad():
    codes_plain = autoencoder.encoder(x_shown)  # (400, 2)
    codes_vae, _ = vae.encode(x_shown)
pairs = {"autoencoder": (autoencoder, codes_plain), "VAE": (vae, codes_vae)}
restored = {name: net.decoder(codes[:10]) for name, (net, codes) in pairs.items()}
print(plots.show_rows({"image": x_shown[:10], **restored}))
print(plots.show_plane(codes_plain, y_shown, names, "autoencoder"))
print(plots.show_plane(codes_vae, y_shown, names, "VAE"))

# %% [markdown]
"""
From two numbers a 1 and a 0 come back well, but a 4 may come back as a 9. Both networks
lay some digits apart without having seen a label; the autoencoder's codes spread far
and leave wide empty regions. The VAE's lie around 0, about where normal random numbers
lie. So we know where to draw codes. We let its decoder turn a whole grid of codes into
images.
"""

# %% tags=["claim"]
of_vae, of_autoencoder = (
    metric("vae_plane/code_sd"),
    metric("autoencoder_plane/code_sd"),
)
holds(
    "The VAE's lie around 0, about where normal random numbers lie",
    min(of_vae) > 0.6,
    max(of_vae) < 2,
)
holds("the autoencoder's codes spread far", all(of_autoencoder > 1.5 * of_vae))

# %%
print(plots.show_decoded_plane(vae.decoder, title="what the VAE draws where"))

# %% [markdown]
"""
Digits turn into one another without a jump, and between two of them lie mixtures that
nobody drew. A network that turns random numbers into images is a **generator**, and
this is our first one.

Left, the cross is your code among the codes of real
images; right is what the decoder makes of it.
"""

# %%
widgets.explore_codes(vae.decoder, codes_vae, y_shown, names)

# %% [markdown]
"""
Where no real code is near, the decoder still draws something: it can't refuse.

## 6. A fair comparison

What we hold equal, and what not:

- **Labels.** All six get the same labelled images. The autoencoder and the VAE also get
  the images without labels, which is their point.
- **Cost.** Each gets about the same CPU seconds. A clock must not stop a training: that
  could not be repeated. So we time a step of each first and fix the number of steps.
  The schedule of the learning rate is as long as the training.
- **Augmentation.** Each time a labelled image is used, it is turned, shifted, bent and
  drawn with a thicker or thinner pen, by a little and at random. The unlabelled images
  stay as they are.
- **Effort.** For each rival we tried three learning rates, in shorter trainings on
  another draw of labels, and kept the one with the fewest errors on the development
  images. Sizes were not searched, and batches only for the two autoencoders: larger
  ones, of images as they are.
- **Size** is not equal, and the table tells it. The two CNNs are of one size.

The two autoencoders have codes of 32 numbers. They spend three quarters of their steps
on restoring; then the encoder is frozen, and a linear layer learns the classes from the
codes of the labelled images.

We measure what a step costs here.
"""

# %% tags=["claim"]
MLP, LSTM = "supervised_mlp", "supervised_lstm"
AUTOENCODER, VAE = "autoencoder_linear", "vae_linear"
SINGLE, MULTI = "quick_single_scale", "quick_multiscale"
CNNS, MIDDLE, CODES = (SINGLE, MULTI), (MLP, LSTM), (AUTOENCODER, VAE)
by_draw = zip(*(seconds(rival) for rival in CNNS + MIDDLE + CODES), strict=True)
holds(
    "Each gets about the same CPU seconds",
    # counts from a quiet machine, rows from any
    mean(max(of_rivals) / min(of_rivals) for of_rivals in by_draw) < 1.7,
)

# %%
rivals = {
    "supervised_mlp": "MLP",
    "supervised_lstm": "LSTM over rows",
    "autoencoder_linear": "autoencoder + linear",
    "vae_linear": "VAE + linear",
    "quick_single_scale": "single-scale CNN",
    "quick_multiscale": "multi-scale CNN",
}


def milliseconds_per_step(method, num_steps):
    """Return the CPU time of a step, the mean of a very short training."""
    training = make_training(method, data, num_steps, seed)
    training.step()  # the first one is slower
    start = time.process_time()
    for training.steps_done in range(num_steps):
        training.step()
    return 1_000 * (time.process_time() - start) / num_steps


# %%
timing_steps = {"smoke": 2, "class": 20, "full": 40}[run.profile]
step_cost = {m: milliseconds_per_step(m, timing_steps) for m in rivals}
for method, cost in step_cost.items():
    print(f"{rivals[method]:21s} {cost:5.1f} ms a step, {8_000 / cost:5,.0f} in 8 s")

# %% [markdown]
"""
A CNN's step costs several times as much as one of the others'. The numbers depend on
the computer and on what else it does. So we timed the steps once, side by side, and
wrote down the counts that follow; from here on they are part of the recipe.
"""


# %% tags=["claim"]
def of_a_step(rivals):
    return sum(metric(f"{rival}/step_milliseconds") for rival in rivals) / len(rivals)


holds(
    "A CNN's step costs several times as much as one of the others'",
    mean(of_a_step(CNNS) / of_a_step(MIDDLE + CODES)) > 2.4,  # more on a busy machine
)

# %%
steps_in_8_seconds = {
    "supervised_mlp": 2_500,
    "supervised_lstm": 2_100,
    "autoencoder_linear": 2_600,
    "vae_linear": 2_600,
    "quick_single_scale": 650,
    "quick_multiscale": 650,
}
times = {"smoke": 0, "class": 1, "full": 2}[run.profile]
num_steps = {m: max(times * n, 6) for m, n in steps_in_8_seconds.items()}

# %%
quiz(
    "With equal steps in place of equal seconds, whom would we favour?",
    {
        "The LSTM, since it needs many time steps to read an image": "Its 28 time "
        "steps are part of one step of training. They make it dear, but a CNN's step "
        "is dearer.",
        "The CNNs, since each of their steps computes the most": "With as many steps "
        "as the MLP they would get several times its computing time.",
        "The MLP, since its steps are done in the shortest time": "Being quick would "
        "then count for nothing: it would stop as early as the slowest one.",
        "Nobody, since all would see the same number of images": "They would, but what "
        "is done with an image costs very different amounts of time.",
    },
    right="The CNNs, since each of their steps computes the most",
)

# %% tags=["claim"]
holds(
    "they would get several times its computing time",
    mean(of_a_step(CNNS) / of_a_step([MLP])) > 2.4,  # more on a busy machine
)

# %% [markdown]
"""
## 7. Six trainings

Two trainings run at a time, each in a process of its own with one thread. Each line
reports the end of one: the mean training loss, which for the two autoencoders is mostly
that of restoring, and then the loss and error on the development images.
"""

# %%
jobs = [
    {
        "method": method,
        "num_steps": steps,
        "steps_per_epoch": steps,  # one look at the development images, at the end
        "num_scored": {"smoke": 200}.get(run.profile),  # None: all images
        "checkpoint": run.checkpoint(method),
        "checkpoint_every": max(steps // 10, 2),
        "dataset": dataset,
        "labels_per_class": labels_per_class,
        "label_seed": label_seed,
        "seed": seed,
    }
    for method, steps in num_steps.items()
]

# %%
outcomes = dict(zip(num_steps, train_side_by_side(jobs), strict=True))

# %% [markdown]
"""
Cost, size and error in one table. A decoder's weights don't count, since it does not
classify.
"""

# %%
print(f"{'':22s}{'weights':>8s} {'steps':>6s} {'CPU s':>6s} {'test error':>11s}")
for method, outcome in outcomes.items():
    print(
        f"{rivals[method]:22s}{outcome.num_weights:8,d} {num_steps[method]:6,d} "
        f"{outcome.cpu_seconds:6.1f} {outcome.test.error_percent:9.2f} %"
    )

# %%
errors = {rivals[m]: o.test.error_percent for m, o in outcomes.items()}
intervals = {rivals[m]: o.test.interval for m, o in outcomes.items()}
print(plots.show_errors(errors, intervals))

# %% [markdown]
"""
The groups are clear: the two CNNs make the fewest errors, then come MLP and
LSTM, and far behind them the linear layers on codes. It is one draw of labels, though.
The intervals know of the choice of test images only.

## 8. Five draws, and twice the seconds

Two sweeps did the same six trainings for five draws of labels,
one with the steps above and one with twice as many, always on MNIST and with ten labels
a class: `03_rivals` and `rivals` in `data/results/`, with their commands in
`data/sweeps/`. If nothing is recorded, you see this run alone. Each row of the picture
is a rival and the seconds planned for it.
"""

# %% tags=["claim"]
WITH_8_S, WITH_16_S = "03_rivals", "rivals"


def least_gap(better, worse, file=WITH_8_S):
    return min(
        min(errors(behind, file) - errors(ahead, file))
        for behind in worse
        for ahead in better
    )


holds(
    "the two CNNs make the fewest errors, then come MLP and LSTM",
    least_gap(CNNS, MIDDLE) > 0.2,
)
holds("far behind them the linear layers on codes", least_gap(MIDDLE, CODES) > 5)

# %%
recorded = {}  # {(method, seconds): {draw: test error in percent}}
for seconds, file in ((8, "03_rivals"), (16, "rivals")):
    for row in recorded_rows(file):
        for name, value in row["metrics"].items():
            method, _, what = name.partition("/")
            if what == "test_error_percent":
                draws = recorded.setdefault((method, seconds), {})
                draws[row["parameters"]["label_seed"]] = value
if not recorded:
    recorded = {(m, 8): {label_seed: o.test.error_percent} for m, o in outcomes.items()}

# %%
in_rows = {
    f"{name}, {seconds} s": [
        error for _, error in sorted(recorded[method, seconds].items())
    ]
    for method, name in rivals.items()
    for seconds in (8, 16)
    if (method, seconds) in recorded
}
print(plots.show_draws(in_rows))

# %% [markdown]
"""
A draw has the same marker in each row. The groups keep their order in every draw, and
with twice the seconds too. The computer that recorded this was busy, and there the CNNs
took up to 2.7 times the MLP's seconds. Still they are ahead: with the steps of 8 s they
took fewer seconds than MLP and LSTM with those of 16 s, and made fewer errors, in every
draw. Size does not decide: the LSTM has less than a tenth of the MLP's weights, and
either CNN has less than half of them.

The same in numbers: mean and standard deviation, and then, draw by draw, by how many
points a rival's error is above the multi-scale CNN's, with the 95 % interval of the
mean.
"""

# %% tags=["claim"]
for words, file in (
    ("The groups keep their order in every draw", WITH_8_S),
    ("with twice the seconds too", WITH_16_S),
):
    holds(
        words,
        least_gap(CNNS, MIDDLE, file) > 0.2,
        least_gap(MIDDLE, CODES, file) > 0.2,
    )
times = [
    max(seconds(cnn, file) / seconds(MLP, file))
    for cnn in CNNS
    for file in (WITH_8_S, WITH_16_S)
]
holds("there the CNNs took up to 2.7 times the MLP's seconds", 2.65 < max(times) < 2.75)
for cnn in CNNS:
    for other in MIDDLE:
        holds(
            "with the steps of 8 s they took fewer seconds than MLP and LSTM with "
            "those of 16 s, and made fewer errors, in every draw",
            all(seconds(cnn, WITH_8_S) < seconds(other, WITH_16_S)),
            all(errors(cnn, WITH_8_S) < errors(other, WITH_16_S)),
        )
weights = {rival: metric(f"{rival}/weights_count") for rival in CNNS + MIDDLE}
holds(
    "the LSTM has less than a tenth of the MLP's weights",
    all(weights[LSTM] < 0.1 * weights[MLP]),
)
for cnn in CNNS:
    holds(
        "either CNN has less than half of them", all(weights[cnn] < 0.5 * weights[MLP])
    )
given("95 % interval")  # the interval's definition


# %%
def compare_draws(method, seconds):
    """Return errors over draws, and how far they are above the multi-scale CNN's."""
    draws, best = recorded[method, seconds], recorded["quick_multiscale", seconds]
    above = [draws[draw] - best[draw] for draw in draws.keys() & best.keys()]
    if len(above) < 2:
        return "one draw: no mean"
    values = torch.tensor(list(draws.values()))
    mean, low, high = measure.mean_interval(above)
    return (
        f"{values.mean():6.2f} +- {values.std():.2f} %, "
        f"above {mean:+6.2f} ({low:+.2f} to {high:+.2f})"
    )


# %%
for method, seconds in recorded:
    print(f"{rivals[method]:21s}{seconds:3d} s", compare_draws(method, seconds))

# %% [markdown]
"""
On average the MLP is more than two points behind the multi-scale CNN, and the linear
layers on codes more than fifteen. The single-scale CNN is ahead of it: by about 0.3
points with 8 s and 0.4 with 16 s. Both intervals lie below 0, and it is better in nine
of ten pairs. So several scales did not help here; they cost a little. (Lesson 02, with
larger batches, sees no difference.) Convolutions or none makes far more difference than
one scale or several.

Why are the codes so far behind, although they come from sixty thousand images? A likely
reason: a code keeps what restores pixels, such as slant and thickness, as much as the
class, and the linear layer can't change it any more.

## 9. What the VAE's samples are worth

The VAE of the comparison has codes of 32 numbers. We draw some from the standard normal
distribution and decode them.

Would a plain autoencoder do as well? To be fair to it, we draw each number of its code
with the mean and the standard deviation that this number has on real images.
"""

# %% tags=["claim"]
lead_of_multi = mean(errors(MLP) - errors(MULTI))
holds(
    "On average the MLP is more than two points behind the multi-scale CNN",
    lead_of_multi > 2,
)
for code in CODES:
    holds(
        "the linear layers on codes more than fifteen",
        mean(errors(code) - errors(MULTI)) > 15,
    )
lead_of_single, with_16_s = (
    errors(MULTI, file) - errors(SINGLE, file) for file in (WITH_8_S, WITH_16_S)
)
holds(
    "The single-scale CNN is ahead of it: by about 0.3 points with 8 s and 0.4 with 16 "
    "s",
    0.25 < mean(lead_of_single) < 0.35,
    0.35 < mean(with_16_s) < 0.45,
)
holds(
    "Both intervals lie below 0",
    interval(-lead_of_single).high < 0,
    interval(-with_16_s).high < 0,
)
holds(
    "it is better in nine of ten pairs",
    len([*lead_of_single, *with_16_s]) == 10,
    sum(lead > 0 for lead in [*lead_of_single, *with_16_s]) == 9,
)
holds(
    "Convolutions or none makes far more difference than one scale or several",
    lead_of_multi > 3 * mean(lead_of_single),
)

# %%
decoders = {}
for method in ("vae_linear", "autoencoder_linear"):
    decoders[method] = Decoder(code_size=32).eval()
    decoders[method].load_state_dict(outcomes[method].generator_weights)
stream = named_generator(seed, "noise")
noise = decoders["vae_linear"].sample_noise(1_000, stream)  # (1000, 32)

# %%
reader = CodeClassifier(Encoder(out_size=32), code_size=32)
reader.load_state_dict(outcomes["autoencoder_linear"].weights)
with torch.no_grad():
    of_real = reader.code(data.x_unlabelled[:1_000])  # (1000, 32)
codes = {
    "vae_linear": noise,
    "autoencoder_linear": of_real.mean(dim=0) + of_real.std(dim=0) * noise,
}

# %%
with torch.no_grad():
    samples = {m: decoders[m](codes[m][:10]) for m in decoders}
print(plots.show_rows({rivals[m].split()[0]: x for m, x in samples.items()}))

# %% [markdown]
"""
Some samples of either kind are digits, others lie in between.

How digit-like are they? We ask a classifier that never saw a generated image, the
multi-scale CNN: to how many does it give a class with a probability of at least 0.9,
and how many classes does it name?
"""

# %% tags=["claim"]
given("a probability of at least 0.9")  # what counts as sure

# %%
judge = MultiScaleCNN()
judge.load_state_dict(outcomes["quick_multiscale"].weights)
sure = {}
for method, decoder in decoders.items():
    sure[method] = adversarial.test_generator(decoder, judge, codes[method])
    print(rivals[method], {k: round(v, 1) for k, v in sure[method].items()})

# %% [markdown]
"""
The judge is sure of about as many samples of either kind, more than a third and fewer
than nine tenths of them, and finds at least eight classes. So the VAE is not the better
artist; but of its codes we know beforehand which to draw, without a look at real
images. And a judge who is sure need not be right: lesson 08 measures better.

## Your turn

Three exercises with checks.
"""

# %% tags=["claim"]
sure = {code: metric(f"{code}_samples/sure_percent") for code in CODES}
holds(
    "The judge is sure of about as many samples of either kind",
    abs(mean(sure[VAE] - sure[AUTOENCODER])) < 15,
)
for code in CODES:
    holds(
        "more than a third and fewer than nine tenths of them",
        min(sure[code]) > 100 / 3,
        max(sure[code]) < 90,
    )
    holds(
        "finds at least eight classes",
        min(metric(f"{code}_samples/classes_count")) >= 8,
    )

# %% [markdown] tags=["exercise"] exercise="03_bands" points=1
"""
### Exercise 1: Several rows at a time step

**Goal.** Turn images into sequences for an LSTM that reads several rows at each time
step.

**Signature.** `bands(x, height)` returns a tensor of shape `(batch, steps, height *
width)`.

**Given.** Images `x`, a tensor of shape `(batch, 1, rows, width)` with one image or
many, and `height`, the number of rows of a band, an int that divides `rows`. There are
`rows / height` time steps. Time step 0 holds the first `height` rows, one behind the
other, time step 1 the next ones, and so on.

**Example.** One image of 6 x 2 pixels, `[[1, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11,
12]]`, so an `x` of shape `(1, 1, 6, 2)`, and `height=2` give the sequence `[[1, 2, 3,
4], [5, 6, 7, 8], [9, 10, 11, 12]]`. With the axis of the images it has the shape `(1,
3, 4)`.

**Checked** on one image and on many, high, wide and square, with bands of one row and
of several.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

With `height=1` it is what section 3 does. Which axis has to go, and which one has to be
cut into pieces?

</details>

<details><summary>Hint 2</summary>

The pixels of an image already lie row after row in memory. A band is a stretch of them,
so no pixel has to move: only the shape changes.

</details>

<details><summary>Hint 3</summary>

`x.reshape(batch, steps, height * width)` keeps the order of the pixels; `x.shape` says
how many images, rows and columns there are.

</details>

#### When it passes

How many time steps are there with `height=28`, and what is the LSTM then?

<details><summary>Answer</summary>

One: a single band holds the whole image. There is no earlier time step to remember, so
the LSTM has become a network with one hidden layer that sees all pixels at once, as an
MLP does, and that knows of no neighbours.

</details>
"""


# %% tags=["solution"] exercise="03_bands"
def bands(x, height):
    """Return images as sequences of bands: (batch, steps, height * width)."""
    # SOLUTION
    batch, _, rows, width = x.shape
    return x.reshape(batch, rows // height, height * width)
    # END


# %% tags=["check"] exercise="03_bands"
check("03_bands", bands)

# %% [markdown] tags=["exercise"] exercise="03_draw_codes" points=2
"""
### Exercise 2: Draw codes that can be learnt through

**Goal.** Draw a code for each image from the normal distribution that a VAE's encoder
gives, so that gradients reach the encoder.

**Signature.** `draw_codes(mean, log_variance, stream)` returns the codes, `(batch,
code_size)`.

**Given.** `mean` and `log_variance`, float32 tensors, both `(batch, code_size)`, and
`stream`, a `torch.Generator` to draw the noise from. Every number of every code gets
noise of its own, new at every call. Section 5 says what to do with the noise. The
gradient of the codes must reach `mean` and `log_variance`.

**Example.** Let the mean be 5 and the log-variance `log(4)`, about `1.386`. The
variance is 4 and the standard deviation 2. If the noise happens to be `0.3`, the code
is `5 + 2 * 0.3`, which is `5.6`.

**Checked** on one image and on many, by the spread of thousands of codes, by the
gradients, and by drawing twice from the same state of `stream`.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

`torch.randn(mean.shape, generator=stream)` draws from the standard normal distribution.
Nothing has to be learnt there, so no gradient need pass through it.

</details>

<details><summary>Hint 2</summary>

The standard deviation is the root of the variance, and the variance is the exponential
of `log_variance`. The root halves a logarithm.

</details>

<details><summary>Hint 3</summary>

Multiply the noise by `torch.exp(0.5 * log_variance)`. And then?

</details>

#### When it passes

Draw codes ten times for one real image with your function and decode them with
`vae.decoder`. How far apart are the images?

<details><summary>Answer</summary>

They are nearly alike. After training the encoder's standard deviations are less than a
tenth of the spread that the means of different images have, so ten codes of one image
lie in a small patch of the plane. Decoded images of different digits lie much farther
apart.

</details>
"""

# %% tags=["claim"]
given("Draw codes ten times")  # what the exercise suggests


# %% tags=["solution"] exercise="03_draw_codes"
def draw_codes(mean, log_variance, stream):
    """Return a code drawn from each normal distribution, (batch, code_size)."""
    # SOLUTION
    noise = torch.randn(mean.shape, generator=stream)
    standard_deviation = torch.exp(0.5 * log_variance)
    return mean + standard_deviation * noise
    # END


# %% tags=["check"] exercise="03_draw_codes"
check("03_draw_codes", draw_codes)

# %% [markdown] tags=["exercise"] exercise="03_divergence" points=1
"""
### Exercise 3: How far from random numbers

**Goal.** Write the second term of a VAE's loss, the KL divergence of section 5.

**Signature.** `divergence(mean, log_variance)` returns a tensor without axes.

**Given.** `mean` and `log_variance`, float32 tensors, both `(batch, code_size)`: a row
for each image. For one number of a code the divergence is (mean² + variance - log
variance - 1) / 2. Add up the numbers of a code, then take the mean over the images. A
loss passes its gradient on to both inputs, and so must a result that carries one; a
result without, made by NumPy say, is checked by its numbers alone.

**Example.** Let `mean` be `[[2.0, 0.0, 0.0], [0.0, 0.0, -1.0]]` and `log_variance`
`[[0.0, 1.386, 0.0], [0.0, 0.0, 0.0]]`, so all variances are 1 but one, which is 4. The
numbers of the first code give (4 + 1 - 0 - 1) / 2, which is `2`, (0 + 4 - `1.386` - 1)
/ 2, which is `0.807`, and 0; together `2.807`. Those of the second give `0.5` together.
The result is their mean, `tensor(1.6535)`.

**Checked** on random codes of several sizes, one image and many, and by the gradients
of a result that carries them.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Compute it for every number first, as a tensor `(batch, code_size)`. Which axis is added
up, and which one is averaged?

</details>

<details><summary>Hint 2</summary>

The variance is `torch.exp(log_variance)`. The log variance is there already.

</details>

<details><summary>Hint 3</summary>

`each.sum(dim=1)` adds up along the rows and leaves one number for each image.

</details>

#### When it passes

Try it on the means and log-variances of `vae.encode(x_shown)`, and on those of a fresh
`VAE(code_size=2)`. Which is smaller, and why?

<details><summary>Answer</summary>

That of the fresh network, which is almost 0: whatever the image is, its encoder gives
means and log-variances near 0, which is the standard normal distribution. But then a
code tells nothing about its image. The trained encoder pays for codes that do: their
means lie apart, and their variances are small.

</details>
"""


# %% tags=["solution"] exercise="03_divergence"
def divergence(mean, log_variance):
    """Return the mean over the images of their codes' KL divergence from N(0, I)."""
    # SOLUTION
    variance = torch.exp(log_variance)
    each = (mean.square() + variance - log_variance - 1) / 2  # (batch, code_size)
    return each.sum(dim=1).mean()
    # END


# %% tags=["check"] exercise="03_divergence"
check("03_divergence", divergence)

# %% [markdown]
"""
### Without a check

1. **A longer code** (5 minutes). Train a VAE with `code_size=8` in section 5. How much
   smaller does its reconstruction loss get? Why can't it be drawn as a plane any more?
2. **Columns** (5 minutes). Shuffle the columns of the images and those of
   `lstm.lstm.weight_ih_l0` as section 2 does with the MLP. Are the logits the same?
3. **Fewer labels** (3 minutes). Set `labels_per_class = 2` and run the lesson again.
   Which rival loses most? Guess first.

## Summary

- An MLP does not know which pixels are neighbours, and an LSTM over rows knows it of
  rows only. Neither is an autoencoder, and neither is multi-scale.
- An autoencoder learns a code from images without labels. A VAE keeps its codes where
  normal random numbers are, so its decoder is a generator.
- With equal labels and seconds the CNNs make the fewest errors, then MLP and LSTM, then
  the linear layers on codes.
- Several scales were a little worse than one here. Convolutions or none makes far more
  difference.
- A comparison has to say what it kept equal: labels, seconds, weights, tuning.

## What we did not show

- Convolutional autoencoders, and encoders that are trained on when labels come in. Ours
  are small MLPs and stay frozen.
- Other numbers of labels, harder images, trainings of hours. Others may win there.
- What samples are good for. Lesson 13 measures it.

## Further reading

- Rumelhart, Hinton and Williams (1986), *Learning representations by back-propagating
  errors*.
- Hochreiter and Schmidhuber (1997), *Long Short-Term Memory*.
- Hinton and Salakhutdinov (2006), *Reducing the Dimensionality of Data with Neural
  Networks*: autoencoders.
- Kingma and Welling (2014), *Auto-Encoding Variational Bayes*; Rezende, Mohamed and
  Wierstra (2014), *Stochastic Backpropagation*.
- Le, Jaitly and Hinton (2015), *A Simple Way to Initialize Recurrent Networks of
  Rectified Linear Units*: MNIST read as a sequence.

The last cell saves what we measured.
"""

# %% tags=["claim"]
holds(
    "With equal labels and seconds the CNNs make the fewest errors, then MLP and LSTM, "
    "then the linear layers on codes",
    least_gap(CNNS, MIDDLE) > 0.2,
    least_gap(MIDDLE, CODES) > 5,
)
holds(
    "Several scales were a little worse than one here", 0.1 < mean(lead_of_single) < 1
)
holds(
    "Convolutions or none makes far more difference",
    lead_of_multi > 3 * mean(lead_of_single),
)

# %%
metrics = {
    "autoencoder_plane/code_sd": codes_plain.std(dim=0).max().item(),
    "vae_plane/code_sd": codes_vae.std(dim=0).max().item(),
}
for method, outcome in outcomes.items():
    metrics |= {
        f"{method}/test_error_percent": outcome.test.error_percent,
        f"{method}/development_error_percent": outcome.development_error_percent,
        f"{method}/training_cpu_seconds": outcome.cpu_seconds,
        f"{method}/step_milliseconds": step_cost[method],
        f"{method}/weights_count": outcome.num_weights,
    }
for method, scores in sure.items():
    metrics[f"{method}_samples/sure_percent"] = scores["sure_percent"]
    metrics[f"{method}_samples/classes_count"] = scores["classes_found"]
run.save(metrics)
