# ---
# jupyter:
#   minutes: {smoke: 0.2, class: 2.0}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 09. The failure museum

We take a game that works, break it in ten ways, one at a time, and learn to tell from
pictures and numbers which line was wrong.

**You will**

- recognise ten failures of GANs by their pictures and a number each;
- make nine of them with a switch, and cure each with one changed line;
- find the fault in trainings that nobody has labelled, and repair a broken round.

**You need** lessons 04 to 07.

**Time**: about 150 minutes of reading and exercises, in two parts for two days; the
cells run in about two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, batches, noise

# %%
import dataclasses
import inspect

import torch

from msgan_lib import plots, widgets
from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import (
    DISCRIMINATOR_LOSSES,
    GENERATOR_LOSSES,
    least_squares_discriminator_loss,
    least_squares_generator_loss,
)
from msgan_lib.measure_images import measure_samples
from msgan_lib.training import exhibit_list
from msgan_lib.training.exhibit_list import EXHIBITS, PATIENTS
from msgan_lib.training.exhibits import BATCH_SIZE, Game, Switches, play_game
from msgan_lib.training.game import draw_images
from msgan_lib.training.optimizers import descend
from msgan_lib.weights import load_generator, load_judge

run = start_run("09_failure_museum", profile=profile, seed=seed)
seed_everything(seed)

# %% [markdown]
"""
All trainings here are small: two dense networks, 64 images a batch, 400 rounds. So they
take a few seconds each and draw rough digits at best. Let us see the healthy one first.
It plays with the least-squares loss and the R1 penalty of lesson 07.
"""

# %%
num_scored = {"smoke": 200}.get(run.profile)  # None: all of them
data = load_few_labels().scored_on(num_scored)
x_real, x_new = data.x_unlabelled[:55_000], data.x_development
judge = load_judge()
num_rounds, num_samples = {"smoke": (2, 64)}.get(run.profile, (None, 2_000))


def outcome_of(exhibit, which):
    """Return what becomes of an exhibit's game, "broken" or "cured"."""
    return exhibit.play(which, x_real, x_new, judge, seed, num_rounds, num_samples)


# %%
healthy = outcome_of(EXHIBITS["range"], "cured")
print(plots.show_images(healthy.images, columns=8, title="a healthy game"))

# %% [markdown]
"""
You can name many of them, and they differ from each other. Most failures below are far
worse than this. *If your own GAN does not learn, which of them is it?* Near the end a
[list of twenty questions](#Your-GAN-does-X:-look-at-exhibit-N) leads from what people
see to the exhibits. It is made to be used, today or in a year.

# Day 1: games that nobody wins
"""


# %% [markdown]
"""
## How an exhibit is built

Every exhibit but the last is played twice, with its fault and cured, and the two games
differ in one argument. These are all the switches there are, with the values of the
healthy game.
"""

# %% tags=["nbval-check-output"]
print(inspect.getsource(Switches))

# %% [markdown]
"""
Some faults show only in another game, with another loss or more rounds, and then both
games of the exhibit are played like that. So each exhibit begins with a list of all
switches in which its games differ from the healthy one.
"""


# %%
def show_switches(exhibit):
    """Print every switch that is not as in the healthy game."""
    print(f"{'switch':18s}{'with the fault':20s}cured")
    for switch in dataclasses.fields(Switches):
        pair = [getattr(x, switch.name) for x in (exhibit.broken, exhibit.cured)]
        if pair != [switch.default] * 2:
            print(f"{switch.name:18s}{pair[0]!s:20s}{pair[1]!s}")


# %% [markdown]
"""
And this is a round. First comes the discriminator's step. Read it once and look for the
lines that a switch changes: how the fakes are shown, whether both kinds go through the
network in one batch, and which gradients are cleared when. Switches such as `lead` or
`num_real` act outside the round. The penalty detaches the fakes by itself.
"""


# %%
# In the library: msgan_lib.training.exhibits.take_discriminator_step
def take_discriminator_step(game):
    """Take one step with the discriminator of a game."""
    how, x_real = game.switches, game.draw_real()
    x_fake = game.shown(game.generator(game.draw_noise()))
    shown = x_fake.detach() if how.detach else x_fake
    if how.together:
        both = game.discriminator(torch.cat([x_real, shown]))
        logits_real, logits_fake = both.split(BATCH_SIZE)
    else:
        logits_real, logits_fake = game.discriminator(x_real), game.discriminator(shown)
    # The two logistic games differ in the generator's loss alone.
    loss = DISCRIMINATOR_LOSSES.get(how.loss, DISCRIMINATOR_LOSSES["logistic"])
    value = loss(logits_real, logits_fake)
    game.optimizer_d.zero_grad()
    game.optimizer_g.zero_grad()  # here, it is too early to clear what comes below
    (value + game.penalty(x_real, x_fake)).backward()
    game.optimizer_d.step()
    game.losses["discriminator"] = value.item()


# %% [markdown]
"""
The generator's part is shorter. `generator_steps` is 1 in a healthy game. The switch
`detach` has a line here too: without it the generator's gradients are not cleared right
before `backward`, since many programs clear all of them at the top of the round.
"""


# %%
# In the library: msgan_lib.training.exhibits.take_generator_step
def take_generator_step(game):
    """Take the generator's steps of a round."""
    for number in range(game.switches.generator_steps):
        x_fake = game.shown(game.generator(game.draw_noise()))
        logits_fake = game.discriminator(x_fake)
        value = GENERATOR_LOSSES[game.switches.loss](logits_fake)
        if game.switches.detach or number:  # from the second step on always
            game.optimizer_g.zero_grad()
        value.backward()
        game.optimizer_g.step()
    game.losses["generator"] = value.item()


# %% [markdown]
"""
## Exhibit 1: mode collapse

A generator **collapses** if it draws few kinds of images, whatever the noise. Here it
takes 19 steps a round against a discriminator that takes one. A round has twenty steps
then in place of two, and a game only a tenth of its rounds, so that both games have as
many steps in all: the discriminator takes 40 of them, where it takes 400 in the healthy
game, and the curves of the first end early.
"""


# %%
outcomes = {}
exhibit = EXHIBITS["collapse"]
show_switches(exhibit)
outcomes["collapse"] = {
    which: outcome_of(exhibit, which) for which in ("broken", "cured")
}
print(plots.show_exhibit(outcomes["collapse"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
**Symptom.** The eight images of the upper row come from eight different z and are one
or two pictures. The judge finds at most four classes in them, where the healthy game
reaches nine or ten.

**Diagnosis.** Against an opponent that stands still, the best answer is one image, the
one with the highest logit, and every z goes there. This is the usual explanation, and
our game does not prove it: after 40 steps the discriminator has also learnt little, so
that a generator too fast and a discriminator too weak look the same.

**Cure.** Let both move as often, which helps in either case.

```diff
- for number in range(19):  # generator_steps
+ for number in range(1):
```

In long trainings a collapse also comes with one step each, for example if the
discriminator's learning rate is too small. How many kinds of images there are can be
counted without a judge of digits, from any classifier's answers. That is your first
exercise.
"""

# %% tags=["claim"]
holds(
    "at most four classes in them, where the healthy game reaches nine or ten",
    max(metric("collapse_broken/classes_reached")) <= 4,
    min(metric("collapse_cured/classes_reached")) >= 9,
)

# %% [markdown] tags=["exercise"] exercise="09_effective_classes" points=2
"""
### Exercise 1: How many kinds?

**Goal.** Turn the classes of samples into one number that tells a collapse.

**Signature.** `effective_classes(classes)` returns a float.

**Given.** `classes` is a tensor of whole numbers `(n,)`, with n at least 1: the class
of each sample. The numbers are names and may be any, negative or large. With the share
$p_k$ of each class that occurs, the result is $\exp(-\sum_k p_k \log p_k)$, with the
natural logarithm. It is called the *effective number* of classes: k classes with equal
shares give k, and a class that is rare counts for less than one.

**Example.** The classes `[7, 7, 7, 2]` have the shares 3/4 and 1/4, the sum is -0.5623,
and the result `1.755`. `[5, 5]` gives `1.0`.

**Checked** on even and uneven shares, on one sample and on many, on one class alone,
and on names that do not start at 0.

**Time.** 8 minutes, easy.

<details><summary>Hint 1</summary>

You need the share of each class that occurs. Classes that do not occur have no part in
the sum.

</details>

<details><summary>Hint 2</summary>

`classes.unique(return_counts=True)` returns the names and how often each occurs.

</details>

<details><summary>Hint 3</summary>

With `shares = counts / counts.sum()` the sum is `(shares * shares.log()).sum()`. Mind
its sign before you take `exp()`.

</details>

#### When it passes

Give it the classes of sixteen collapsed images, which are
`judge(outcomes["collapse"]["broken"].images).argmax(dim=1)`, and of as many `"cured"`
ones. Can a generator have collapsed, though the number is 10?

<details><summary>Answer</summary>

Yes: ten images, one of each class, drawn again and again, have the effective number 10.
A classifier's ten names are a coarse sieve. Coverage and recall, which lesson 08 takes
up, look inside the classes.

</details>
"""

# %% tags=["claim"]
from math import isclose, log

holds(
    "the sum is -0.5623",
    isclose(0.75 * log(0.75) + 0.25 * log(0.25), -0.5623, abs_tol=5e-5),
)


# %% tags=["solution"] exercise="09_effective_classes"
def effective_classes(classes):
    """Return the effective number of classes."""
    # SOLUTION
    _, counts = classes.unique(return_counts=True)
    shares = counts.double() / counts.sum()
    return (-(shares * shares.log()).sum()).exp().item()
    # END


# %% tags=["check"] exercise="09_effective_classes"
check("09_effective_classes", effective_classes)

# %% [markdown]
"""
## Exhibit 2: a vanishing generator gradient

Lesson 04 showed on paper that $\log(1 - P(\text{real}))$ is flat where the
discriminator is sure. Here the discriminator gets a lead of 200 steps. After that both
play in turn, and the generator goes down its gradient as it is, without Adam. Neither
of the two games has a penalty.
"""


# %%
quiz(
    "After the lead the discriminator's loss is almost 0. Who gets no gradient now?",
    {
        "The discriminator, and so the generator learns nothing from it": "The "
        "discriminator needs none, since it is right. What the generator gets depends "
        "on the generator's own loss.",
        "The generator, if it lowers log(1 - P); not with -log P": (
            "The first is flat at fakes that are seen through, the second is steepest "
            "there."
        ),
        "The generator, whichever of the two losses it takes": "At a logit of -10 the "
        "slope of -log P is nearly 1.",
    },
    right="The generator, if it lowers log(1 - P); not with -log P",
)

# %%
exhibit = EXHIBITS["vanishing"]
show_switches(exhibit)
outcomes["vanishing"] = {
    which: outcome_of(exhibit, which) for which in ("broken", "cured")
}
drawn = outcomes["vanishing"], exhibit.measure_words, exhibit.title
print(plots.show_exhibit(*drawn, log=True))

# %% [markdown]
"""
**Symptom.** The upper images are the grey noise of an untrained generator: 200 rounds
have not moved it. Its gradient is about a million times shorter than that of the other
loss; mind the logarithmic axis. The lower ones are no digits yet, but they have moved.

**Diagnosis.** The generator's loss is flat where the discriminator is sure.

**Cure.** Take the loss that is steep there.

```diff
- loss = -F.softplus(logits_fake).mean()  # log(1 - P(real))
+ loss = F.softplus(-logits_fake).mean()  # -log P(real)
```

Goodfellow and others (2014) already warn of this failure, and yet in a usual training
of ours we do *not* find it. In lesson 07 the saturating game had no lead and used Adam,
and it ended as near to the data as the other. One reason is that Adam divides a
gradient by its usual size, so that a short gradient does as much as a long one unless
it is very short. We had to stage this exhibit with a lead, plain descent and no
penalty. A discriminator's loss of 0 alone is no verdict.
"""

# %% tags=["claim"]
holds(
    "Its gradient is about a million times shorter",
    3e-7
    < mean(
        metric("vanishing_broken/gradient_length")
        / metric("vanishing_cured/gradient_length")
    )
    < 3e-6,
)
ended = {
    name: mean(
        row["metrics"][f"game_{name}/frechet_distance"]
        for row in rows("games")
        if row["parameters"]["method"] == f"game_{name}"
    )
    for name in ("saturating", "non_saturating")
}
holds(
    "it ended as near to the data as the other",
    0.8 < ended["saturating"] / ended["non_saturating"] < 1.25,
)

# %% [markdown]
"""
## Exhibit 3: a range mismatch

Public lessons often scale real images to -1 to 1, as a tanh generator wants it, and
then a sigmoid generator is put in, which draws from 0 to 1.
"""


# %%
exhibit = EXHIBITS["range"]
show_switches(exhibit)
outcomes["range"] = {"broken": outcome_of(exhibit, "broken"), "cured": healthy}
print(plots.show_exhibit(outcomes["range"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
**Symptom.** All images are alike, paper with dots. The mean fake stays far from the
mean real image, more than ten times as far as in the healthy game; the wider range
accounts for a factor of two. In most of our runs the discriminator's loss ends near 0;
in the others it stays higher, and the images are as bad.

**Diagnosis.** The real background is -1 and no fake can go below 0. The discriminator
needs to know nothing else, and no step of the generator can change that.

**Cure.** Bring the images into the generator's range, or the generator into theirs.

```diff
- x_real = 2 * x - 1  # from -1 to 1
+ x_real = x          # from 0 to 1, as the sigmoid draws
```

Print the least and the largest pixel of both batches before the first step: it takes
one line.
"""

# %% tags=["claim"]
holds(
    "more than ten times as far as in the healthy game",
    min(metric("range_broken/means_distance") / metric("range_cured/means_distance"))
    > 10,
)
holds(
    "In most of our runs the discriminator's loss ends near 0;\nin the others it stays "
    "higher, and the images are as bad",
    sum(metric("range_broken/discriminator_loss") < 0.01) == 4,
    max(metric("range_broken/discriminator_loss")) > 0.1,
    min(metric("range_broken/frechet_distance")) > 1_000,
)

# %% tags=["nbval-check-output"]
for name in ("broken", "cured"):
    game = Game(getattr(EXHIBITS["range"], name), x_real, x_new, judge, seed)
    x_fake = game.generator(game.draw_noise()).detach()
    for kind, x in (("real", game.draw_real()), ("fake", x_fake)):
        print(f"{name}: {kind} pixels from {x.min():.1f} to {x.max():.1f}")

# %% [markdown]
"""
## Exhibit 4: batch normalisation that leaks

Batch normalisation measures each image by the others of its batch, which we call its
**company**. In a discriminator that is dangerous. Suppose that real and fake images go
through it in one batch in the discriminator's step, as `torch.cat` makes it easy, and
that the generator's step shows fakes alone. The cured game does the same, which is
harmless where each image is judged by itself.
"""

# %%
exhibit = EXHIBITS["batch_norm"]
show_switches(exhibit)
outcomes["batch_norm"] = {
    which: outcome_of(exhibit, which) for which in ("broken", "cured")
}
print(plots.show_exhibit(outcomes["batch_norm"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
**Symptom.** This one misleads, because *both* losses go to 0 while the images show no
digits. We judge each fake twice, among other fakes and among real images. Without batch
normalisation no verdict changes. With it most verdicts turn round.

**Diagnosis.** The discriminator judges the company, not the image. In its own step it
sees the fakes beside real images and recognises them. In the generator's step fakes are
among themselves, look normal there, and pass.

**Cure.** A discriminator without batch normalisation, which judges each image by
itself.

```diff
- nn.Linear(784, 256), nn.BatchNorm1d(256), nn.LeakyReLU(0.2),
+ nn.Linear(784, 256), nn.LeakyReLU(0.2),
```

The usual advice is another one: keep it, and show real and fake images apart. We try
that as well.
"""

# %% tags=["claim"]
holds(
    "*both* losses go to 0",
    max(metric("batch_norm_broken/discriminator_loss")) < 0.03,
    max(metric("batch_norm_broken/generator_loss")) < 0.2,
)
holds(
    "Without batch\nnormalisation no verdict changes",
    max(metric("batch_norm_cured/flipped_percent")) == 0,
)
holds(
    "With it most verdicts turn round",
    mean(metric("batch_norm_broken/flipped_percent")) > 50,
)

# %%
apart = outcome_of(dataclasses.replace(EXHIBITS["batch_norm"], settings={}), "broken")
tried = {"together": outcomes["batch_norm"]["broken"], "apart": apart}
tried["no batch norm"] = outcomes["batch_norm"]["cured"]
for name, outcome in tried.items():
    distance = outcome.measured["frechet_distance"]
    flipped = outcome.measured["flipped_percent"]
    print(
        f"{name:14s} Fréchet distance {distance:5.0f}, verdicts turned {flipped:3.0f} %"
    )

# %% [markdown]
"""
Apart is better than together, but it is far from good here: the game without batch
normalisation is much nearer to the data. Perhaps that is because two batches apart have
means of their own, and by subtracting them the network throws away just what real and
fake differ in. It may also be due to R1, whose slopes at one image depend on the others
here. We have measured neither, and this is a small dense network: convolutional GANs
have been trained well with batch normalisation in a discriminator and batches apart.
"""

# %% tags=["claim"]
holds(
    "Apart is better than together",
    mean(metric("batch_norm_apart/frechet_distance"))
    < mean(metric("batch_norm_broken/frechet_distance")),
)
holds(
    "the game without batch normalisation is much nearer to the data",
    max(
        metric("batch_norm_cured/frechet_distance")
        / metric("batch_norm_apart/frechet_distance")
    )
    < 0.75,
)

# %% [markdown] tags=["exercise"] exercise="09_company" points=1
"""
### Exercise 2: Choose the company

**Goal.** Break a verdict: make a discriminator with batch normalisation say of one
image whatever you want, without touching the image.

**Signature.** `company(x, verdict)` returns images `(m, 1, height, width)`, with m from
2 to 100.

**Given.** `x` is one image, `(1, 1, height, width)`, with pixels from 0 to 1; its
*ink*, the mean of its pixels, lies between 0.01 and 0.99. The discriminator knows ink
only: in the batch `torch.cat([x, company(x, verdict)])` it takes each image's ink,
subtracts the batch's mean of these numbers, and divides by their standard deviation.
That is the logit, real above 0. `verdict` is `"real"` or `"fake"`: what it shall say of
`x`. Your images must have pixels from 0 to 1, and not all of the batch may have the
same ink.

**Example.** An `x` with an ink of 0.5 among two images with 0.1 and 0.3: the mean is
0.3, the standard deviation (squares summed and divided by 3, not by 2) is 0.163, the
logit of `x` is `1.22`. So these two fit the verdict `"real"`.

**Checked** on images of several sizes, nearly white and nearly black ones too, by the
discriminator above.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

The sign of the logit says whether `x` has more ink than the mean of its batch. Dividing
does not change the sign.

</details>

<details><summary>Hint 2</summary>

Which images have less ink than any `x` that can be given?

</details>

<details><summary>Hint 3</summary>

`torch.zeros(2, *x.shape[1:])` are two white sheets of the size of `x`.

</details>

#### When it passes

In the generator's step of exhibit 4 fakes are among themselves. Which part of them can
this discriminator call fake at most, however bad they are?

<details><summary>Answer</summary>

At most all but one: the logits of a batch have the mean 0, so one at least is above 0,
unless all are 0. Where inks lie evenly around their mean, half of the fakes pass.
A real network has weights and biases after the normalisation, which can move that
share; but it still can't see what all images of the batch have in common.

</details>
"""

# %% tags=["claim"]
from statistics import mean as middle
from statistics import pstdev

inks = 0.5, 0.1, 0.3
given("lies between 0.01 and 0.99")  # the exercise's terms
given("an ink of 0.5 among two images with 0.1 and 0.3")
holds("the mean is\n0.3", abs(middle(inks) - 0.3) < 1e-9)
holds(
    "not by 2) is 0.163, the\nlogit of `x` is `1.22`",
    abs(pstdev(inks) - 0.163) < 5e-4,
    abs((0.5 - 0.3) / pstdev(inks) - 1.22) < 6e-3,
)


# %% tags=["solution"] exercise="09_company"
def company(x, verdict):
    """Return images that make a normalising discriminator say that of x."""
    # SOLUTION
    ink = 0.0 if verdict == "real" else 1.0
    return torch.full((2, *x.shape[1:]), ink, dtype=x.dtype)
    # END


# %% tags=["check"] exercise="09_company"
check("09_company", company)

# %% [markdown]
"""
## Exhibit 5: a discriminator that memorises

What if there are only 100 real images? Both games get 600 rounds, in which each of the
100 images is shown some hundreds of times.
"""


# %%
exhibit = EXHIBITS["memorising"]
show_switches(exhibit)
outcomes["memorising"] = {
    which: outcome_of(exhibit, which) for which in ("broken", "cured")
}
print(plots.show_exhibit(outcomes["memorising"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
**Symptom.** None in the pictures! The upper digits may even look better. The
discriminator gives a real image that it knows a much higher logit than a real image
that is new to it; in the healthy game both get the same, or nearly so.

**Diagnosis.** It has memorised the images. A generator that comes near one of them is
rewarded for it; whether ours copies any, this measure does not say.

**Cure.** More real images. If there are none, augment the images on both sides, as
Karras and others (2020) do, or stop earlier.

```diff
- x_real = x_train[:100]
+ x_real = x_train
```

The losses give a hint at most: the discriminator's loss ends lower than in the healthy
game, but a lower loss has many causes. To be sure you need real images that the game
has not seen, which is why this course keeps development images apart.
"""

# %% tags=["claim"]
holds(
    "a much higher logit than a real image that is new to it",
    min(metric("memorising_broken/memory_gap")) > 0.15,
)
holds(
    "both get the same, or nearly so",
    max(abs(metric("memorising_cured/memory_gap"))) < 0.1,
)
holds(
    "the discriminator's loss ends lower than in the healthy game",
    max(metric("memorising_broken/discriminator_loss"))
    < min(metric("memorising_cured/discriminator_loss")),
)

# %% [markdown]
"""
This is a good place for a break. Tomorrow the faults are in the code.

# Day 2: faults in the code

## Exhibit 6: a missing detach

Lesson 04 let you predict what a missing `detach` does. Its silent form needs two
things: the fakes are not detached in the discriminator's step, and the generator's
gradients were cleared *before* that step, at the top of the round, where many programs
clear both. Then the generator's optimizer goes along the sum of both losses' gradients.
How bad that is depends on the loss. We take the Wasserstein loss, with the penalty of
lesson 07.
"""

# %%
quiz(
    "A critic lowers f - r, and the generator lowers -f, where f is the logit of a "
    "fake and r that of a real image. What is left of the generator's gradient if both "
    "are added, on the same fakes?",
    {
        "Half of it, since the critic's loss has a half in front": "The logistic loss "
        "of this course has one; the Wasserstein loss has none.",
        "Nothing: one wants f lower, the other higher, by as much": "The slopes at f "
        "are 1 and -1.",
        "All of it: the critic's loss does not depend on the generator": "Through f it "
        "does, unless the fakes are detached.",
    },
    right="Nothing: one wants f lower, the other higher, by as much",
)

# %%
exhibit = EXHIBITS["detach"]
show_switches(exhibit)
outcomes["detach"] = {
    which: outcome_of(exhibit, which) for which in ("broken", "cured")
}
print(plots.show_exhibit(outcomes["detach"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
The switch takes away both the `detach` and the late clearing; either saves the game.

**Symptom.** No error, and pale images that never become digits. On the same fakes
nothing is left of the generator's gradient. In the program the two losses see different
noise and the critic moves in between, so the generator is pushed about by what remains,
in no direction.

**Diagnosis.** The optimizer of one network reads the gradient of the other's loss.

**Cure.** Detach the fakes, or clear the generator's gradients right before its
`backward`. Either is enough, and both together are a good habit.

```diff
- x_fake = generator(z)
+ x_fake = generator(z).detach()
```

With least squares we could hardly see a difference in the images: the two gradients
cancel only where the logit is one half. So the same mistake can change next to nothing
in one program and ruin the training in another.
"""

# %% tags=["claim"]
holds(
    "nothing is left of the generator's gradient",
    max(metric("detach_broken/gradient_kept_percent")) < 0.1,
    min(metric("detach_cured/gradient_kept_percent")) > 99.9,
)
holds(
    "pale images that never become digits",
    min(metric("detach_broken/frechet_distance"))
    > 1.4 * max(metric("detach_cured/frechet_distance")),
)
holds(
    "With least squares we could hardly see a difference in the images",
    mean(metric("detach_least_squares/frechet_distance"))
    < 1.4 * mean(metric("range_cured/frechet_distance")),
)

# %%
mild = dataclasses.replace(EXHIBITS["detach"], settings={})
mild = outcome_of(mild, "broken")  # least squares, as in the healthy game
for name, outcome in (("no detach", mild), ("healthy", healthy)):
    distance = outcome.measured["frechet_distance"]
    print(f"least squares, {name:10s}Fréchet distance {distance:5.0f}")

# %% [markdown]
"""
## Exhibit 7: one optimizer for both networks

It looks tidy: one Adam for all weights, and `zero_grad`, `backward`, `step` for each of
the two losses.
"""

# %%
exhibit = EXHIBITS["one_optimizer"]
show_switches(exhibit)
outcomes["one_optimizer"] = {"broken": outcome_of(exhibit, "broken")}
outcomes["one_optimizer"]["cured"] = outcome_of(exhibit, "cured")
drawn = outcomes["one_optimizer"], exhibit.measure_words, exhibit.title
print(plots.show_exhibit(*drawn))

# %% [markdown]
"""
**Symptom.** The generator's loss is low and, in the mean over several runs (a single
one may differ), the discriminator takes most fakes for real, although they are bad. In
the healthy game it sees through most of them, and the images are better.

**Diagnosis.** The generator's step moves the discriminator too, and the cheapest way to
lower "the fakes are called real" is a discriminator that calls them real.

**Cure.** An optimizer for each network.

```diff
- optimizer = Adam([*D.parameters(), *G.parameters()])
+ optimizer_d, optimizer_g = Adam(D.parameters()), Adam(G.parameters())
```

`frozen(discriminator)`, which the library's generator step uses, helps too: it leaves
the discriminator's weights without a gradient there, and Adam moves no weight that has
none.
"""

# %% tags=["claim"]
holds(
    "the discriminator takes most fakes for real",
    mean(metric("one_optimizer_broken/fooled_percent")) > 60,
)
holds(
    "In\nthe healthy game it sees through most of them, and the images are better",
    mean(metric("one_optimizer_cured/fooled_percent")) < 40,
    mean(metric("one_optimizer_cured/frechet_distance"))
    < 0.6 * mean(metric("one_optimizer_broken/frechet_distance")),
)

# %% [markdown]
"""
## Exhibit 8: winning by exact zeros

Real digits stand on exact zeros, and a sigmoid never gets there. One reads that a
discriminator wins by that, and that the fakes must be rounded to a file's greys. Lesson
06 found that a trained network hardly uses it. So we hand it over: this discriminator
gets one more input, the share of pixels that are exactly 0.
"""

# %%
exhibit = EXHIBITS["zeros"]
show_switches(exhibit)
outcomes["zeros"] = {which: outcome_of(exhibit, which) for which in ("broken", "cured")}
print(plots.show_exhibit(outcomes["zeros"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
**Symptom.** The discriminator's loss falls to almost 0 at once and stays there,
although R1 should brake it.

**Diagnosis.** It wins by a feature that has no slope. The count is a step function of
the pixels, so the generator is never told how to make a zero, and R1, which looks at
slopes, does not see it either.

**Cure.** A discriminator that sees pixels alone.

```diff
- logits = discriminator(torch.cat([pixels, share_of_zeros], dim=1))
+ logits = discriminator(pixels)
```

And the rounding? We play both once more with fakes rounded to 256 greys, as `quantised`
of lesson 06 does it.
"""

# %% tags=["claim"]
holds(
    "falls to almost 0 at once",
    max(metric("zeros_broken/discriminator_loss")) < 0.05,
    min(metric("zeros_cured/discriminator_loss")) > 0.06,
)

# %%
rounding = dataclasses.replace(EXHIBITS["zeros"], settings={"rounded": True})
rounded = {which: outcome_of(rounding, which) for which in ("broken", "cured")}
for which, words in (("broken", "counts zeros"), ("cured", "pixels alone")):
    plain = outcomes["zeros"][which].measured["frechet_distance"]
    after = rounded[which].measured["frechet_distance"]
    print(f"{words}: Fréchet distance {plain:.0f}, with rounded fakes {after:.0f}")

# %% [markdown]
"""
Rounding does not save the game against the counter: the first fakes are grey all over,
so none rounds to 0, and the count has no slope later either. Against the ordinary
discriminator it changes little, because there was little to cure. So the failure
exists, but somebody has to hand the zeros over, for example by a mask, or by a
logarithm of the pixels.
"""

# %% tags=["claim"]
holds(
    "Rounding does not save the game against the counter",
    min(metric("zeros_rounded/frechet_distance")) > 600,
)
rounded = metric("pixels_rounded/frechet_distance")
holds(
    "Against the ordinary discriminator it changes little",
    0.75 < mean(rounded) / mean(metric("zeros_cured/frechet_distance")) < 1.3,
)

# %% [markdown]
"""
## Exhibit 9: a penalty over the wrong axis

Lesson 07 trained a critic alone with the norm over axis 1, and found slopes of 28. Now
a generator plays against it.
"""


# %%
exhibit = EXHIBITS["wrong_axis"]
show_switches(exhibit)
outcomes["wrong_axis"] = {
    which: outcome_of(exhibit, which) for which in ("broken", "cured")
}
print(plots.show_exhibit(outcomes["wrong_axis"], exhibit.measure_words, exhibit.title))

# %% [markdown]
"""
**Symptom.** None that you would notice in the images: digits come, a little later. But
the critic's slope is more than 20 where the penalty asks for 1, and the losses swing
widely.

**Diagnosis.** The norm is taken over the one channel, so each pixel is asked for a
slope of 1.

**Cure.** One row an image.

```diff
- slopes = gradient.norm(dim=1)
+ slopes = gradient.flatten(1).norm(dim=1)
```

The mistake can stay in a program for long, because it draws digits. What changes is the
meaning of the critic's value. The right penalty aims at verdicts on two images that
differ by their Euclidean distance at most, the wrong one by the sum of the absolute
differences of their pixels. With either bound the critic estimates a Wasserstein
distance, but it counts differently how far one image is from another. The second
distance can be up to 28 times as large, so do not compare it with the first, and do not
expect a penalty's weight copied from a paper to mean the same.
"""

# %% tags=["claim"]
holds(
    "critic's slope is more than 20 where the penalty asks for 1",
    min(metric("wrong_axis_broken/slope")) > 20,
    max(metric("wrong_axis_cured/slope")) < 2,
)
holds(
    "digits come, a little later",
    mean(metric("wrong_axis_broken/frechet_distance"))
    < 1.7 * mean(metric("wrong_axis_cured/frechet_distance")),
    mean(metric("wrong_axis_broken/classes_reached")) > 6,
)
# The sum of 784 equal differences, over the root of the sum of their squares.
holds("up to 28 times as large", 784 / 784**0.5 == 28)

# %% [markdown]
"""
## Exhibit 10: scribbles

The last exhibit is our own. An early version of lesson 14 trained a classifier and a
generator together and reported what the game brought, and its generator drew these. It
was trained beforehand, as was the cured one beside it.
"""

# %%
smudges = {}
for which, name in (
    ("broken", "lesson_14_generator"),
    ("cured", "lesson_09_cured_smudges"),
):
    generator = load_generator(name)
    z = generator.sample_noise(num_samples, named_generator(seed, "smudges"))
    x_fake = draw_images(generator, z)
    smudges[which] = x_fake, measure_samples(judge, x_fake, x_new)

# %%
measures = {which: measured for which, (_, measured) in smudges.items()}
for name in measures["broken"]:
    values = [f"{which} {measures[which][name]:.3g}" for which in measures]
    print(f"{name:18s}{', '.join(values)}")
rows = {"scribbles": smudges["broken"][0][:10], "cured": smudges["cured"][0][:10]}
print(plots.show_rows(rows))

# %% [markdown]
"""
**Symptom.** Scribbles and loose dots. The judge is sure of few of them, of far fewer
than of the cured ones, although these are blurred.

**Diagnosis.** This is a guess. In a dense last layer each pixel has weights of its own,
and nothing but the training ties neighbours together. A convolutional opponent, which
lesson 14 has, may know such images by the noise of their single pixels. A dense layer
alone is not the fault, since the healthy games of this lesson have one too.

**Cure.** A generator that enlarges: coarse maps first, convolutions after.

```diff
- generator: Generator
+ generator: ConvGenerator
```

This is one line of a recipe, but it exchanges the whole network, so it does not prove
the guess. It is half a cure as well, because the game does not draw as well as lesson
07's best. The trap was another one. The classifier's error was measured carefully and
the samples were not, so for a while a table said something about GANs that rested on a
game which had not worked. Look at the samples first.
"""

# %% tags=["claim"]
holds(
    "of far fewer than of the cured ones",
    min(metric("smudges_cured/sure_percent") - metric("smudges_broken/sure_percent"))
    > 15,
)

# %% [markdown]
"""
## A walk back through the museum

Pick one of the nine exhibits that were played, with its fault or cured.
"""

# %%
widgets.explore_exhibits(outcomes, EXHIBITS)

# %% [markdown]
"""
## Three patients

Three trainings come without labels. Each has one fault, which you have met. Other
losses or penalties are used, so the pictures are not those of the exhibits. Patient A
has a critic and the Wasserstein loss with its penalty. B and C play with least squares,
as does the healthy game that stands first for comparison; B has no penalty.
"""

# %%
signs = {
    "classes reached": exhibit_list.classes_reached,
    "verdicts turned by company (%)": exhibit_list.flipped_by_company_percent,
    "fakes taken for real (%)": exhibit_list.fooled_percent,
    "logit of known minus new real images": exhibit_list.memory_gap,
    "distance of the mean images": exhibit_list.distance_of_means,
}
patients, drawn = {}, {}
for name, how in PATIENTS.items():  # how each is played is in the library, for later
    if num_rounds:
        how = dataclasses.replace(how, num_rounds=num_rounds)
    game = Game(how, x_real, x_new, judge, seed)
    play_game(game)
    patients[name] = {words: sign(game) for words, sign in signs.items()}
    patients[name] |= {f"{who}'s loss": x for who, x in game.losses.items()}
    drawn[name] = draw_images(game.generator, game.draw_tests(10))

# %%
print(f"{'':36s}" + "".join(f"{name:>10s}" for name in patients))
for words in patients["healthy"]:
    print(f"{words:36s}" + "".join(f"{x[words]:10.3g}" for x in patients.values()))
print(plots.show_rows(drawn))

# %% [markdown]
"""
Decide from the numbers, not from the pictures alone. Which signs are unlike the healthy
game's, and which are as they should be?
"""

# %% [markdown] tags=["exercise"] exercise="09_faults" points=2
"""
### Exercise 3: Find the fault

**Goal.** Say which exhibit each of the three patients belongs to.

**Signature.** `faults()` returns a dict with the keys `"A"`, `"B"` and `"C"`; the
values are numbers of exhibits, from 1 to 9. Exhibit 10 is left out, since it has
another generator and all patients have the usual one.

**Given.** The table and the pictures above, made in the profile `class`. The patients'
numbers in words, should you read this without a run:

| sign | healthy | A | B | C |
|---|---|---|---|---|
| loss of the game | least squares | Wasserstein | least squares | least squares |
| classes reached | all or nearly all | very few | very few | about half |
| verdicts turned by company | none | none | many | none |
| fakes taken for real | few | nearly all | nearly all | few |
| logit of known minus new real images | near 0 | rather small | near 0 | large |
| discriminator's loss | in between | far from 0 | near 0 | in between |
| generator's loss | in between | far below 0 | near 0 | in between |

A fake is taken for real if its logit is above one half. A critic has no such bound, so
read A's line with care. Losses of different kinds are not comparable either: compare
A's with the cured game of exhibit 6, whose losses lay between -2 and 2.

**Example.** If you take all three for a collapse, return `{"A": 1, "B": 1, "C": 1}`.
You will be told to look again.

**Checked** patient by patient. The first that is not right gets a question that leads
on.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Begin with the patient whose pictures are good.

</details>

<details><summary>Hint 2</summary>

Few classes are a symptom of nearly every fault. What else is wrong with A, and with B?

</details>

<details><summary>Hint 3</summary>

For each exhibit there is one sign that no other has: the company for 4, memory for 5.
And who can make every fake look real to the discriminator, digit or not?

</details>

#### When it passes

Which single line would you add to a training of your own, to notice each of the three
early?

<details><summary>Answer</summary>

For A: the share of fakes that the discriminator takes for real, which should not be
near everything while the images are bad. For B: the logit of one fake among fakes and
among real images, once. For C: the mean logit of real images that are kept out of the
game, beside that of those in it.

</details>
"""


# %% tags=["claim"]
losses = [metric(f"detach_cured/{who}_loss") for who in ("discriminator", "generator")]
holds("whose losses lay between -2 and 2", max(max(abs(x)) for x in losses) < 2)


# %% tags=["solution"] exercise="09_faults"
def faults():
    """Return the number of the exhibit that each patient belongs to."""
    # SOLUTION
    return {"A": 7, "B": 4, "C": 5}
    # END


# %% tags=["check"] exercise="09_faults"
check("09_faults", faults)

# %% [markdown]
"""
The next patient is a piece of code. It has run for weeks, it raises no error, and three
of its lines are in this museum.

```python
def round_of_play(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    optimizer_d.zero_grad()
    optimizer_g.zero_grad()
    x_real = grey_values / 127.5 - 1
    logits_real, logits_fake = D(torch.cat([x_real, G(z_d)])).chunk(2)
    loss_d = least_squares_discriminator_loss(logits_real, logits_fake)
    loss_d.backward()
    optimizer_d.step()
    loss_g = least_squares_generator_loss(D(G(z_g)))
    loss_g.backward()
    optimizer_g.step()
    return loss_d.item(), loss_g.item()
```
"""

# %% [markdown] tags=["exercise"] exercise="09_repaired_round" points=3
"""
### Exercise 4: Repair the round

**Goal.** Write the round above without its three faults. `D` is given, so you cannot
take its batch normalisation out as exhibit 4 does; show it real and fake images in two
calls, which is the second best.

**Signature.** `repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g)`
returns a pair of numbers: the discriminator's loss and the generator's, each before
its step.

**Given.** `G(z)` draws images `(batch, 1, height, width)` from 0 to 1, and `D(x)`
returns logits `(batch,)`; either may hold batch normalisation, and both are in training
mode. `grey_values` are real images with pixels from 0 to 255, as floats. `z_d` is the
noise of the discriminator's step, `z_g` that of the generator's; there may be more or
fewer of them than real images, and all of them are used. Take one step with the
discriminator and then one with the generator, with
`least_squares_discriminator_loss(logits_real, logits_fake)` and
`least_squares_generator_loss(logits_fake)`. Real images come in G's range, and real and
fake images go through `D` in two calls, the real ones first. Each optimizer goes along
the gradient of its own network's loss alone, whatever gradients lay there before. The
next round must be able to follow: leave both networks in training mode, and their
weights with `requires_grad` on.

**Example.** A grey value of 51 becomes a pixel of `0.2`.

**Checked** on small networks with and without batch normalisation: how each weight has
moved, what is returned and in which mode the networks are left, for batches of several
sizes and with old gradients lying about.

**Time.** 12 minutes, medium.

<details><summary>Hint 1</summary>

The faults are those of the exhibits 3, 4 and 6. For the last one either of two changes
is enough: you may detach, or clear the generator's gradients later.

</details>

<details><summary>Hint 2</summary>

When is the right moment to clear a network's gradients? What happens between the top of
the round and the generator's `backward`?

</details>

<details><summary>Hint 3</summary>

Divide by 255, call `D(x_real)` and `D(G(z_d).detach())`, and put each `zero_grad` right
before its `backward`.

</details>

#### When it passes

Your generator's step leaves gradients in the discriminator. Why is that harmless here,
and in which of the exhibits would it not be?

<details><summary>Answer</summary>

They are cleared before the discriminator's next `backward`, and no optimizer of the
generator reads them. With one optimizer for both (exhibit 7) the generator's step would
move the discriminator along them.

</details>
"""


# %% tags=["solution"] exercise="09_repaired_round"
def repaired_round(D, G, optimizer_d, optimizer_g, grey_values, z_d, z_g):
    """Take one step with each network; return the loss of each before its step."""
    # SOLUTION
    x_real = grey_values / 255
    losses = [least_squares_discriminator_loss(D(x_real), D(G(z_d).detach()))]
    descend(losses[0], optimizer_d)  # zero_grad, backward, step
    losses.append(least_squares_generator_loss(D(G(z_g))))
    descend(losses[1], optimizer_g)
    return tuple(loss.item() for loss in losses)
    # END


# %% tags=["check"] exercise="09_repaired_round"
check("09_repaired_round", repaired_round)

# %% [markdown]
"""
## Your GAN does X: look at exhibit N

Each question has a short answer and the exhibit that shows it.

1. *Why are all my images alike?* The generator has collapsed, or another fault makes it
   look like that. See [exhibit 1][1].
2. *I see only some of the digits. Is that a collapse?* Count the classes: it may be,
   but many faults leave few of them. See [exhibit 1][1].
3. *The images do not change at all. Why?* The generator's gradient may be close to 0.
   See [exhibit 2][2].
4. *The discriminator's loss is 0. Is that bad?* It depends on the generator's loss: one
   still learns, the other does not. See [exhibit 2][2].
5. *Which of the two networks saturates?* Measure the length of the generator's
   gradient. See [exhibit 2][2].
6. *Tanh or sigmoid, pixels from -1 or from 0?* Either will do, if real and fake images
   have the same range. See [exhibit 3][3].
7. *Why are my images empty, or only dots?* A sigmoid cannot reach a background of -1.
   See [exhibit 3][3].
8. *Both losses go to 0 and there are no digits. How?* The discriminator judges a batch
   and not an image. See [exhibit 4][4].
9. *May real and fake images share a batch?* Not with batch normalisation, which turns
   verdicts round with the company. See [exhibit 4][4].
10. *Does batch normalisation belong in a discriminator?* Our dense one is better
    without it. See [exhibit 4][4].
11. *I have 100 images. Is that enough?* A discriminator memorises them. See
    [exhibit 5][5].
12. *How do I notice that it memorises?* Compare its logits of known and of new real
    images. See [exhibit 5][5].
13. *Do I need `detach`, and is it only for speed?* Only for speed if you clear the
    generator's gradients right before its `backward`. See [exhibit 6][6].
14. *No error is raised. Can `detach` still be missing?* Yes: the images stay pale, or
    even look as usual. See [exhibit 6][6].
15. *May one optimizer hold both networks?* No, since the discriminator is then moved to
    please the generator. See [exhibit 7][7].
16. *The generator's loss is low and the images are bad. Why?* The discriminator may
    have given in. See [exhibit 7][7].
17. *Does the discriminator win by exact zeros?* It does if it is told of them. See
    [exhibit 8][8].
18. *Over which axis is the norm of WGAN-GP?* Over all but the first, as the critic's
    slope shows. See [exhibit 9][9].
19. *The images look fine. Can the code be wrong?* Yes: two games look alike, and one of
    them has the wrong penalty. See [exhibit 9][9].
20. *Why do I get scribbles in place of digits?* Another generator may draw better. See
    [exhibit 10][10].

[1]: #Exhibit-1:-mode-collapse
[2]: #Exhibit-2:-a-vanishing-generator-gradient
[3]: #Exhibit-3:-a-range-mismatch
[4]: #Exhibit-4:-batch-normalisation-that-leaks
[5]: #Exhibit-5:-a-discriminator-that-memorises
[6]: #Exhibit-6:-a-missing-detach
[7]: #Exhibit-7:-one-optimizer-for-both-networks
[8]: #Exhibit-8:-winning-by-exact-zeros
[9]: #Exhibit-9:-a-penalty-over-the-wrong-axis
[10]: #Exhibit-10:-scribbles

## The answer

If a GAN of yours does not learn, which is it? Ask these questions in this order. The
first ones concern the code and are quick to answer.

1. Do the pixels of both kinds have one range? If not, it is exhibit 3.
2. Does each optimizer move one network, along that network's own loss? If not, it is
   exhibit 6 or 7.
3. Does a gradient penalty take one norm for each image? If not, it is exhibit 9.
4. Does the verdict on an image depend on that image alone? If not, it is exhibit 4.
5. Has the generator a gradient? If it is next to 0, it is exhibit 2. If there is one
   and the discriminator wins all the same, look for a feature without a slope, as in
   exhibit 8.
6. How many kinds of images come, and do both networks play as often? Few kinds are a
   collapse, exhibit 1, once the faults above are excluded.
7. What does the discriminator say of real images that it never saw? If it likes the
   known ones better, it is exhibit 5.
8. Is none of these the cause? Then try another generator, as in exhibit 10.

## Summary

- A failure has a symptom, and many symptoms are shared: few classes come with a
  collapse, with one optimizer for both, and with a discriminator that wins.
- So we measured each exhibit by what tells it from the others, such as verdicts among
  other images. The cure is a line or two.
- Faults in code are silent: a missing `detach`, a shared optimizer and a wrong axis
  raise no error, and the last one does not even spoil the images.
- Two failures that one reads about do not appear by themselves in our games. The
  saturating loss was staged with a lead, plain descent and no penalty, and exact zeros
  need a discriminator that is told of them.
- Losses tell little. A discriminator's loss near 0 came with the exhibits 2, 3, 4 and
  8, each time for another reason.

## What we did not show

- Failures of large trainings: collapses after days, exploding rates, half precision.
- Other cures. Each exhibit has one, and we chose a short one.
- How often people meet each of these. We only know what they ask about.

## Further reading

- Goodfellow and others (2014), *Generative Adversarial Nets*: the loss that saturates.
- Google for Developers, *Common GAN problems* (machine learning, GAN course).
- Salimans and others (2016), *Improved Techniques for Training GANs*: minibatches and
  normalisation.
- Gulrajani and others (2017), *Improved Training of Wasserstein GANs*: why the critic
  has no batch normalisation.
- Karras and others (2020), *Training Generative Adversarial Networks with Limited
  Data*.

A game that works is the least we ask of one. Lesson 10 lets it draw at several scales.
The last cell saves what we measured.
"""

# %%
metrics = {}
extra = {"batch_norm_apart": apart, "detach_least_squares": mild}
extra |= {"zeros_rounded": rounded["broken"], "pixels_rounded": rounded["cured"]}
played = {f"{n}_{w}": o for n, both in outcomes.items() for w, o in both.items()}
for name, outcome in (played | extra).items():
    measured = dict(outcome.measured)
    for player in ("discriminator", "generator"):
        measured[f"{player}_loss"] = outcome.history[-1][player]
    metrics |= {f"{name}/{what}": value for what, value in measured.items()}
for which, (_, measured) in smudges.items():
    metrics |= {f"smudges_{which}/{what}": value for what, value in measured.items()}
run.save(metrics)
