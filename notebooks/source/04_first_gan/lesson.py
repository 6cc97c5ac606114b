# ---
# jupyter:
#   minutes: {smoke: 0.1, class: 0.2}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 04. The first GAN: two networks in a game

We let two networks play against each other. First each of them is a single number, so
that the whole game can be drawn. In the end, points scattered by chance gather on a
ring, although the network that moves them has never seen it.

**You will**

- write both losses of a GAN, the discriminator's step and the generator's step;
- tell apart three games in which the discriminator's loss stays at 0.693;
- predict what a game does whose gradients are cut in the wrong place, or not at all.

**You need** lessons 00 to 03. Nothing about GANs.

**Time**: about 130 minutes of reading and exercises, on two days if you like; the cells
run in half a minute.
"""

# %% tags=["claim"]
given("stays at 0.693")  # log 2, derived in section 5

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, points and noise

# %%
import copy
import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parameters_to_vector

from msgan_lib import plots, widgets
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import (
    discriminator_loss,
    generator_loss,
    r1_penalty,
    saturating_generator_loss,
)
from msgan_lib.small_games import (
    DIRAC_LOSSES,
    dirac_path,
    draw_ring,
    look,
    ring_scores,
)
from msgan_lib.training.progress import ProgressBar

run = start_run("04_first_gan", profile=profile, seed=seed)
seed_everything(seed)

# %% [markdown]
"""
Here is where we start and where we want to get: left, points drawn from the normal
distribution; right, the points of a ring with eight clusters.
"""

# %%
stream = named_generator(seed, "first picture")
noise = torch.randn(500, 2, generator=stream)
print(plots.show_points({"noise": noise, "the ring": draw_ring(500, stream)}))

# %% [markdown]
"""
A network is to move each point on the left so that together they look like the points
on the right. Nobody tells it which point should go where, and it never sees the ring.
How can it learn that? The last section answers.

# Day 1: two numbers, and points on a line

## 1. The game

A **generator** is a network that turns noise `z` into a point, or into an image. We
call what it makes fake, `x_fake`, and what comes from the data real, `x_real`. A second
network, the **discriminator**, gets either kind and returns one number, a logit $a$.
Its sigmoid, $1/(1 + e^{-a})$, is P(real), the probability with which it takes the point
for a real one. Then $1 - P(\text{real})$ is the sigmoid of $-a$.

The two are trained in turn. The discriminator learns to call real points real and fakes
fake; the generator learns to make fakes that are called real. Together they are a
**generative adversarial network**, or GAN. Below, values go along the solid arrows, and
gradients come back along the dashed ones.
"""

# %%
print(plots.show_game())

# %% [markdown]
"""
In the discriminator's step the gradient ends at the bar before the fakes; PyTorch's
word for that cut is `detach` (section 8). In the generator's step it passes through the
discriminator. Its weights get a gradient then, too, but no step is taken with them.

Two things are easily mistaken. The generator gets noise, never an image, and whatever
it knows of real points has come through the discriminator. And the discriminator makes
no images; it gives a number to each.
"""

# %%
quiz(
    "How does the generator get to know what real points look like?",
    {
        "It compares each of its points with a real one": "That would be a network "
        "which restores what it is given, an autoencoder. Nothing here says which real "
        "point a fake should be compared with.",
        "Through the gradient that the discriminator passes back": "The discriminator "
        "has seen real points. Its gradient at a fake says in which direction the fake "
        "would look more real.",
        "It is shown real points in the steps of the discriminator": "Only the "
        "discriminator reads those. The generator's weights stay as they are then.",
    },
    right="Through the gradient that the discriminator passes back",
)

# %% [markdown]
"""
## 2. The smallest game

Let each network be one number. All real points are 0. The generator ignores its noise
and always makes the point $\theta$. The discriminator is a line through 0: it gives the
point $x$ the logit $\psi x$. This is the *Dirac GAN* (Mescheder and others, 2018),
called after the distribution that has all its points in one place. A real point has the
logit 0 whatever $\psi$ is, so its part of the loss never changes and is left out. All
that counts is the logit of the fake, $\psi\theta$. Both losses are computed from it:

$$L_D = -\log(1 - P(\text{real})) = \log(1 + e^{\psi\theta}), \qquad
L_G = -\log P(\text{real}) = \log(1 + e^{-\psi\theta})$$

The function $\log(1 + e^a)$ is called softplus, in PyTorch `F.softplus(a)`. We ask in
which direction each side wants to move its own number.
"""

# %% tags=["nbval-check-output"]
theta = torch.tensor(1.0, requires_grad=True)
psi = torch.tensor(1.0, requires_grad=True)
loss_d = F.softplus(psi * theta)  # -log(1 - P(real)) of the fake
loss_g = F.softplus(-psi * theta)  # -log P(real) of the fake
(slope_d,) = torch.autograd.grad(loss_d, psi)
(slope_g,) = torch.autograd.grad(loss_g, theta)
print(f"psi wants to go {-slope_d.item():+.3f}, theta {-slope_g.item():+.3f}")

# %% [markdown]
"""
The fake is at 1 and its logit is 1 as well, so it is taken for real with the
probability 0.73. The discriminator lowers its slope to undo that; the generator moves
further out, where the logit is larger. There is one place where neither wants to move:
fake and slope both 0. The fakes are right there, and the discriminator says one half to
everything.

The picture draws these directions everywhere, for three losses of the generator. Ours
is called *non-saturating*. The *saturating* one is $\log(1 - P(\text{real}))$, just
minus the discriminator's loss; section 11 shows what the word means. The *Wasserstein*
game, named after a distance, leaves the logarithm out: both losses are the plain logit
$\psi\theta$, one with a minus. (The GAN of that name also limits the discriminator's
slope; here nothing does.) The lines are 100 steps of gradient descent with a learning
rate of 0.2.
"""

# %% tags=["claim"]
from math import exp

holds("the\nprobability 0.73", round(1 / (1 + exp(-1)), 2) == 0.73)
given("a learning rate of 0.2")  # what is drawn

# %%
print(plots.show_dirac_game())

# %% [markdown]
"""
The arrows lead around the centre rather than into it. The discriminator points the fake
to the other side, the fake runs past 0, the discriminator turns round, and so on.
Whether the steps come nearer depends on the loss, and on something that looks like a
detail: do both sides move at the same time, or one after the other?

## 3. At the same time or in turn

Each side goes down its own loss, and yet the two together may get nowhere. With the
Wasserstein loss, the game is the product $\theta\psi$, which one side wants large and
the other small. If both move at the same time, the step is at right angles to the way
to the centre, so it makes the distance from it $\sqrt{1 + \text{lr}^2}$ times as long,
every time. These are the 100 steps of the picture:
"""

# %% tags=["nbval-check-output"]
path = dirac_path("wasserstein", lr=0.2, num_steps=100)
grown = (path[-1].norm() / path[0].norm()).item()
print(f"grown {grown:.4f} times, expected {(1 + 0.2**2) ** (100 / 2):.4f}")

# %% [markdown]
"""
Now all games, for 500 steps:
"""

# %%
ways = {"same time": False, "in turn": True}
paths = {
    f"{loss}, {way}": dirac_path(loss, alternating=alternating)
    for loss in DIRAC_LOSSES
    for way, alternating in ways.items()
}
print(plots.show_radii(paths))

# %% [markdown]
"""
At the same time, the Wasserstein game explodes and the saturating one drifts outwards
slowly. In turn, with the discriminator first, both stay about where they began: each
step answers the other side's newest move. The non-saturating game comes nearer in both
ways. In turn it gets ever nearer; at the same time it ends on a circle around the
centre. A smaller learning rate makes the way outwards slower, but does not turn it
round.

So all three games do better in turn, and that is how a GAN's two steps are taken. Its
loss can't tell us that it is done: on a circle, either side's goes up and down for
ever.
"""

# %% tags=["claim"]
from msgan_lib.small_games import DIRAC_LOSSES, dirac_path


def radii(loss, **options):
    return dirac_path(loss, **options).norm(dim=1).tolist()


holds(
    "At the same time, the Wasserstein game explodes and the saturating one drifts "
    "outwards slowly",
    radii("wasserstein")[-1] > 10_000,
    2 < radii("saturating")[-1] < 4,
)
holds(
    "In turn, with the discriminator first, both stay about where they began",
    *(
        1.2 < radius < 1.6
        for loss in ("wasserstein", "saturating")
        for radius in radii(loss, alternating=True)
    ),
)
same_time = radii("non_saturating", num_steps=2_000)
holds(
    "The non-saturating game comes nearer in both ways. In turn it gets ever nearer; "
    "at the same time it ends on a circle around the centre",
    radii("non_saturating", alternating=True, num_steps=2_000)[-1] < 0.2,
    0.5 < min(same_time) < same_time[500] < 0.7,
)

# %% [markdown]
"""
## 4. A brake: the R1 penalty

The fake runs past 0 because the discriminator still has a slope there, where all is
right already. So let it pay for that slope. The **R1 penalty** (Mescheder and others,
2018) is added to the discriminator's loss:

$$R_1 = \frac{\gamma}{2}\, \text{mean over } x_\text{real} \text{ of }
\lVert \nabla_x \text{logit}(x) \rVert^2$$

In words: take the gradient of the logit with respect to the *real point*, not to the
weights, and keep it short; $\gamma$ says how much that counts. In our game the gradient
is the slope $\psi$, so the penalty is $\gamma\psi^2/2$ and pulls with $-\gamma\psi$, as
friction does. The library's `r1_penalty(discriminator, x_real)` holds the half but not
the $\gamma$. Here the discriminator is a line with the slope 0.8:
"""

# %% tags=["claim"]
given("the slope 0.8")  # of the example

# %% tags=["nbval-check-output"]
slope = 0.8
penalty = r1_penalty(lambda x: slope * x[:, 0], torch.zeros(5, 1))
print(f"{penalty:.3f}, expected {slope**2 / 2:.3f}")

# %% [markdown]
"""
The same games as before, with $\gamma = 0.3$:
"""

# %% tags=["claim"]
given(r"$\gamma = 0.3$")  # what is drawn

# %%
print(plots.show_dirac_game(damping=0.3))

# %% [markdown]
"""
Within 500 steps all six games come to rest at the centre. So does the exploding one,
which is still on its way after the 100 that are drawn. The fakes are then where the
real points are, and the discriminator is flat: it has learnt to stop. For that the
penalty must be heavy enough for the learning rate. Later lessons use it on images,
where it helps often but not always.
"""

# %% tags=["claim"]
holds(
    "Within 500 steps all six games come to rest at the centre",
    *(
        radii(loss, damping=0.3, alternating=alternating)[-1] < 0.01
        for loss in DIRAC_LOSSES
        for alternating in (False, True)
    ),
)
holds(
    "still on its way after the 100 that are drawn",
    0.1 < radii("wasserstein", damping=0.3, num_steps=100)[-1] < 1.4,
)

# %% [markdown]
"""
## 5. Both losses, for many points

With a batch of real points and a batch of fakes, each kind counts one half. Read
$P(\text{real} \mid x)$ as P(real) for the point $x$:

$$L_D = -\tfrac12 \text{ mean of} \log P(\text{real} \mid x_\text{real})
- \tfrac12 \text{ mean of} \log\bigl(1 - P(\text{real} \mid x_\text{fake})\bigr)$$

$$L_G = - \text{ mean of} \log P(\text{real} \mid x_\text{fake})$$

It is the binary cross-entropy, once with the right answers and once, for the generator,
with the answer that it would like to hear. A discriminator that gives 0 to everything
says P(real) = 1/2, as if it tossed a coin, and pays $\log 2$, about 0.693, for each
kind. So $\log 2$ is what ignorance costs. Some programs add the two kinds up in place
of halving them; ignorance costs twice as much there.

Networks give logits $a$, and $-\log P(\text{real})$ should be computed from them
directly: it is $\log(1 + e^{-a})$. In float32 the sigmoid of -150 is 0, and the
logarithm of 0 is infinite.
"""

# %% tags=["claim"]
from math import log

holds(r"pays $\log 2$, about 0.693", round(log(2), 3) == 0.693)

# %% [markdown] tags=["exercise"] exercise="04_game_losses" points=2
"""
### Exercise 1: Both losses

**Goal.** Write the loss of the discriminator and that of the generator.

**Signature.** `game_losses(logits_real, logits_fake)` returns two tensors without axes:
the discriminator's loss, then the generator's.

**Given.** The discriminator's logits for real points and for fakes, float32 tensors of
shape `(batch,)` or `(batch, 1)`. There may be more of one kind than of the other. The
losses are the two formulas above. Both and their gradients must be right for logits of
any size, 150 and 30,000 among them.

**Example.** For the real logits `[0.0, 2.0]` and the fake logit `[-1.0]`, the real
points cost `0.693` and `0.127`, which is `0.410` on average, and the fake costs
`0.313`. The discriminator's loss is half of both together, `0.362`. The generator's is
`1.313`.

**Checked** on a single point and on many, more real than fake and the other way round,
on very large logits, and by the gradients.

**Time.** 10 minutes, easy.

<details><summary>Hint 1</summary>

Write what a real point with the logit `a` costs, then what a fake with the logit `a`
costs. The two differ in a sign only.

</details>

<details><summary>Hint 2</summary>

`F.softplus(-a)` is what a real point costs; for a fake, 1 - P(real) is the sigmoid of
`-a`. Take the mean over each kind before you add them up.

</details>

<details><summary>Hint 3</summary>

The generator's loss has the same term as a real point's, but it is taken on the fakes'
logits.

</details>

#### When it passes

The discriminator's loss is 0.693. What is the generator's?

<details><summary>Answer</summary>

It can't be said. If all logits are 0, it is 0.693 as well. But a discriminator can pay
much for the real points and little for the fakes, or the other way round. The two
losses are not two views of one number.

</details>
"""

# %% tags=["claim"]
given("The discriminator's loss is 0.693")  # log 2
given("it is 0.693 as well")


# %% tags=["solution"] exercise="04_game_losses"
def game_losses(logits_real, logits_fake):
    """Return the discriminator's loss and the generator's."""
    # SOLUTION
    on_real = F.softplus(-logits_real).mean()
    on_fake = F.softplus(logits_fake).mean()
    return (on_real + on_fake) / 2, F.softplus(-logits_fake).mean()
    # END


# %% tags=["check"] exercise="04_game_losses"
check("04_game_losses", game_losses)

# %% [markdown]
"""
The library has them too, as `discriminator_loss` and `generator_loss`. From here on we
use those.

## 6. What the best discriminator says

Leave the generator as it is, and train the discriminator alone for as long as it likes.
What will it say? Let $p_\text{real}(x)$ and $p_\text{fake}(x)$ be the densities, which
tell how many points of each kind lie at a place $x$. If the discriminator says
P(real) = $D$ there, it pays $-p_\text{real} \log D - p_\text{fake} \log(1 - D)$. The
slope of that in $D$ is $-p_\text{real}/D + p_\text{fake}/(1 - D)$, and it is 0 where

$$D(x) = \frac{p_\text{real}(x)}{p_\text{real}(x) + p_\text{fake}(x)}$$

If both kinds are drawn equally often, it is the share of real points among all points
there, no more. We try it on a line, where both densities are known: a network with 32
numbers in each of two hidden layers gets fresh points from two normal distributions at
each step.
"""


# %%
def small_discriminator(num_hidden=32):
    """Return a network from points on a line, (n, 1), to logits, (n, 1)."""
    if num_hidden == 0:
        return nn.Linear(1, 1)  # a line, as in section 2
    return nn.Sequential(
        nn.Linear(1, num_hidden),
        nn.ReLU(),
        nn.Linear(num_hidden, num_hidden),
        nn.ReLU(),
        nn.Linear(num_hidden, 1),
    )


def train_alone(discriminator, draw_real, draw_fake, num_steps):
    """Train one while the generator is frozen; return its loss, early and late."""
    optimizer = torch.optim.Adam(discriminator.parameters(), lr=1e-2)
    losses = []
    for _ in range(num_steps):
        logits_real = discriminator(draw_real(256))  # (256, 1)
        logits_fake = discriminator(draw_fake(256))
        loss = discriminator_loss(logits_real, logits_fake)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses[0], sum(losses[-50:]) / len(losses[-50:])


# %%
def normal(mean, spread, name):
    """Return a function that draws points (n, 1) from a normal distribution."""
    stream = named_generator(seed, name)
    return lambda n: mean + spread * torch.randn(n, 1, generator=stream)


def density(x, mean, spread):
    """Return how densely a normal distribution's points lie at x."""
    return torch.exp(-((x - mean) ** 2) / (2 * spread**2)) / spread / math.tau**0.5


# %%
alone_steps = {"smoke": 20, "class": 600, "full": 6_000}[run.profile]
seed_everything(seed)
discriminator = small_discriminator()
real, fake = normal(1.0, 0.6, "real"), normal(-0.5, 1.0, "fake")
train_alone(discriminator, real, fake, alone_steps)
x = torch.linspace(-3, 3, 121)
with torch.no_grad():
    learned = torch.sigmoid(discriminator(x[:, None]))[:, 0]  # (121,)
p_real, p_fake = density(x, 1.0, 0.6), density(x, -0.5, 1.0)
print(plots.show_verdicts(x, p_real, p_fake, learned))

# %% [markdown]
"""
The learned curve lies close to the exact one wherever there are points, and passes one
half where both densities are equal. On the far right, where hardly any point ever comes
up, it may say anything: nothing there was to be learnt.

So the discriminator measures a share, and where the generator is right, that is one
half at every place. The best discriminator spots most fakes only while the generator is
bad. At the optimum of the game it recognises nothing.

And the generator? Put into the loss, the best discriminator leaves $L_D = \log 2 -
\text{JSD}$. The *Jensen-Shannon divergence* JSD says how far apart the two
distributions are, and is 0 only if they are equal (Goodfellow and others, 2014). A
generator that always met the best discriminator, and raised that loss, would bring the
two together.
"""

# %% tags=["claim"]
holds(
    "The learned curve lies close to the exact one wherever there are points",
    max(metric("line/verdict_gap")) < 0.05,
)

# %%
p_best = p_real / (p_real + p_fake)
gap = ((learned - p_best).abs() * (p_real + p_fake)).sum() / (p_real + p_fake).sum()
print(f"mean gap {gap:.3f}")

# %% [markdown]
"""
## 7. The loss is log 2: is the game over?

A game's discriminator has had a loss of about 0.693 for many steps. Is the generator
perfect?
"""

# %% tags=["claim"]
given("a loss of about 0.693")  # log 2

# %%
quiz(
    "A discriminator's loss stays near log 2. What follows?",
    {
        "The fakes can't be told from real points any more": "That is one way to get "
        "log 2. Two others are below.",
        "The discriminator's learning rate is too small": "It may be, then it has not "
        "learnt anything yet. But there are other ways to get log 2.",
        "Nothing, before that discriminator is looked at": "A coin toss costs log 2, "
        "whether nothing can be known, nothing was learnt, or the network can't "
        "express it.",
    },
    right="Nothing, before that discriminator is looked at",
)

# %% [markdown]
"""
We build three games on the line, whose real points lie at -1.5 and at 1.5, each with a
spread of 0.5:

1. **Balance.** The fakes are distributed just like the real points.
2. **Untrained.** The fakes lie at -1.5 only, and the discriminator has not learnt yet:
   its last layer holds zeros.
3. **Too weak.** The fakes lie around 0, and the discriminator is a line. Real points
   are on both sides, so no line tells them apart.

In the first and the third game the discriminator is trained beforehand, so that it has
learnt what it can. In each we read the loss, then train that discriminator alone, and
then a larger one.
"""

# %% tags=["claim"]
given("lie at -1.5 and at 1.5, each with a spread of 0.5")
given("The fakes lie at -1.5 only")


# %%
def on_both_sides(name):
    """Return a function that draws points (n, 1) around -1.5 and 1.5."""
    stream = named_generator(seed, name)

    def draw(n):
        side = 3.0 * torch.randint(2, (n, 1), generator=stream) - 1.5
        return side + 0.5 * torch.randn(n, 1, generator=stream)

    return draw


# %%
games = {
    "balance": (on_both_sides("balance"), 32),
    "untrained": (normal(-1.5, 0.5, "untrained"), 32),
    "too weak": (normal(0.0, 0.7, "too weak"), 0),
}
few_steps = {"smoke": 10, "class": 300, "full": 3_000}[run.profile]
draw_real = on_both_sides("real points")
seed_everything(seed)
late = {}
print(f"{'':10s} {'as it is':>9s} {'trained alone':>14s} {'a larger one':>13s}")
for name, (draw_fake, num_hidden) in games.items():
    own, larger = small_discriminator(num_hidden), small_discriminator(64)
    if name == "untrained":
        for weights in own[-1].parameters():
            nn.init.zeros_(weights)
    else:
        train_alone(own, draw_real, draw_fake, few_steps)
    now, alone = train_alone(own, draw_real, draw_fake, few_steps)
    _, of_larger = train_alone(larger, draw_real, draw_fake, few_steps)
    late[name] = {"now": now, "own": alone, "larger": of_larger}
    print(f"{name:10s} {now:9.3f} {alone:14.3f} {of_larger:13.3f}")

# %% [markdown]
"""
All three begin near log 2. Trained alone, only the untrained one's loss falls; a larger
discriminator brings it down in the third game as well, but not in the first. So here is
a test to remember: *freeze the generator and train a discriminator alone, if need be a
larger one. If its loss on new real points falls, there was no balance.* If it does not,
that is a good sign but no proof, since a still larger one might see more.

New points are those that this discriminator was not trained on. Ours are drawn afresh
in every step. From a training set, keep some aside: the discriminator may learn the
others by heart, and then its loss on those falls in a perfect game, too.
"""

# %% tags=["claim"]
as_is = [
    metric(f"{game}/now_loss") for game in ("balance", "untrained", "too_weak")
]  # of one batch
holds(
    "All three begin near log 2",
    min(map(min, as_is)) > 0.64,
    max(map(max, as_is)) < 0.74,
)
own, larger = (
    {
        game: metric(f"{game}/{which}_loss")
        for game in ("balance", "untrained", "too_weak")
    }
    for which in ("own", "larger")
)
holds(
    "Trained alone, only the untrained one's loss falls",
    max(own["untrained"]) < 0.55,
    min(own["balance"]) > 0.68,
    min(own["too_weak"]) > 0.68,
)
holds(
    "a larger discriminator brings it down in the third game as well, but not in the "
    "first",
    max(larger["too_weak"]) < 0.45,
    min(larger["balance"]) > 0.68,
)

# %% [markdown]
"""
This is a good place for a break. Tomorrow both networks learn at once.

# Day 2: points in the plane

## 8. The discriminator's step

From now on both sides are networks with many weights, each with an optimizer of its
own, `optimizer_d` and `optimizer_g`. A round of the game is two steps. Here is what the
first one has to do:

- the discriminator moves down its loss, on real points and on fakes;
- the generator makes the fakes, and does not change;
- no gradient reaches the generator. It would cost the time of a backward pass through
  it. Besides, it would stay in the generator, and a later `backward` might add to it.

PyTorch's `backward` *adds* to the gradients that are there, and `tensor.detach()` is
the same numbers cut off from what they were computed with.
"""

# %% [markdown] tags=["exercise"] exercise="04_discriminator_step" points=2
"""
### Exercise 2: The discriminator's step

**Goal.** Take one step with the discriminator.

**Signature.** `discriminator_step(generator, discriminator, optimizer_g, optimizer_d,
x_real, z)` returns the discriminator's loss that the step was taken on, a number or a
tensor without axes.

**Given.** Two networks, each with an optimizer of its weights; real points `x_real`,
`(num_real, 2)`, and noise `z`, `(num_fake, noise_size)`, of which the generator makes
the fakes. The discriminator returns logits, `(n, 1)`. Gradients of an earlier step lie
in both networks. The loss is `discriminator_loss(logits_real, logits_fake)` of the
library. One step of `optimizer_d` is to change the discriminator's weights alone, and
no gradient may reach the generator. You may clear its old ones. All else stays as it
was: `optimizer_g`, the learning rates, what `optimizer_d` remembers of earlier steps,
training or evaluation mode, and `requires_grad` of weights and points.

**Example.** With `torch.optim.SGD(..., lr=0.5)`, a discriminator that is the line
`weight * x` with the weight `0`, the real points `[[2.0]]` and the fakes `[[-4.0]]`:
both logits are 0 and the loss is `0.693`. The gradient of the weight is `-0.5 * 2 / 2`
for the real point plus `0.5 * -4 / 2` for the fake, `-1.5`, so the weight becomes
`0.75`.

**Checked** amid a training of small networks by SGD, and by two optimizers that
remember earlier steps, SGD with momentum and Adam: the weights of both networks before
and after, the gradients, the settings, and the number returned. One discriminator is so
sure that its logits are about -150.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Four things: fakes, loss, gradients, step. Which gradients are there from before, and
who has to clear them?

</details>

<details><summary>Hint 2</summary>

Detach what the generator makes, and no gradient gets back to it. `optimizer_g` has
nothing to do here.

</details>

<details><summary>Hint 3</summary>

Clear the gradients with the `zero_grad` of `optimizer_d`, call `backward` on the loss,
then `step`. `item()` makes a number of the loss.

</details>

#### When it passes

Leave out the `detach` and run the check again. Which weights are wrong now?

<details><summary>Answer</summary>

None. The discriminator moves just as before, and the generator does not move, since its
optimizer takes no step. The check fails because of the generator's gradients: they hold
what it would take to make fakes *easier* to recognise. Section 12 shows when that
matters.

</details>
"""


# %% tags=["solution"] exercise="04_discriminator_step"
def discriminator_step(generator, discriminator, optimizer_g, optimizer_d, x_real, z):
    """Take one step with the discriminator; return its loss before the step."""
    # SOLUTION
    x_fake = generator(z).detach()  # no gradient leaves these points
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()
    # END


# %% tags=["check"] exercise="04_discriminator_step"
check("04_discriminator_step", discriminator_step)

# %% [markdown]
"""
## 9. The generator's step

The second step is the other way round: the generator moves down its loss, and the
discriminator passes the gradient on, from the logits through its layers to the points,
and does not change. Notice what is *not* among the arguments.
"""

# %% [markdown] tags=["exercise"] exercise="04_generator_step" points=2
"""
### Exercise 3: The generator's step

**Goal.** Take one step with the generator.

**Signature.** `generator_step(generator, discriminator, optimizer_g, optimizer_d, z)`
returns the generator's loss that the step was taken on, a number or a tensor without
axes.

**Given.** The same as before, but no real points. Gradients of an earlier step lie in
both networks. The loss is `generator_loss(logits_fake)` of the library, the
non-saturating one. One step of `optimizer_g` is to change the generator's weights
alone. What it leaves in the discriminator's gradients does not matter, since the
discriminator's next step clears them. All else stays as it was. If you switch
`requires_grad` of its weights off, switch it on again.

**Example.** With `torch.optim.SGD(..., lr=0.5)`, the discriminator `2 * x` and the
generator `weight * z` with the weight `-0.5493`, the noise `[[1.0]]` becomes the fake
`[[-0.5493]]` with the logit `-1.0986`, so P(real) is `0.25` and the loss `1.386`. The
gradient of the weight is `-0.75 * 2 * 1`, so the weight becomes `0.2007`.

**Checked** as before: the weights of both networks before and after, the settings, and
the number returned.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

The path of the gradient is loss, logits, discriminator, points, generator. It must not
be cut anywhere.

</details>

<details><summary>Hint 2</summary>

`backward` puts gradients into both networks. Which of them move is decided by the
optimizer that takes the step.

</details>

<details><summary>Hint 3</summary>

The loss is taken on the discriminator's logits of the generator's points. Then come the
three lines of exercise 2, with the other optimizer.

</details>

#### When it passes

Real points are no argument of this function. From where does it know about them?

<details><summary>Answer</summary>

From the discriminator's weights alone, which have learnt from real points. That is all
that the generator ever gets to know of the data.

</details>
"""


# %% tags=["solution"] exercise="04_generator_step"
def generator_step(generator, discriminator, optimizer_g, optimizer_d, z):
    """Take one step with the generator; return its loss before the step."""
    # SOLUTION
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()
    # END


# %% tags=["check"] exercise="04_generator_step"
check("04_generator_step", generator_step)

# %% [markdown]
"""
## 10. A whole GAN on one page

Here is everything: the ring, both networks, both steps and the loop. Nothing is hidden
but `look`, which writes down what the pictures need. The noise `z_shown` is drawn once,
so that we can watch the same points move.

Both steps are written out, so that the page is whole without the exercises. Yours do
the same, and you can put them in. In `move_discriminator`, keep the line that draws `z`
and `x_real`, and let the rest be `return discriminator_step(generator, discriminator,
adam_g, adam_d, x_real, z)`. In `move_generator`, `return generator_step(generator,
discriminator, adam_g, adam_d, draw_noise(256))` is all. Whatever is printed below then
stays the same to the last digit.
"""

# %%
seed_everything(seed)  # first weights
stream = named_generator(seed, "ring")
angles = torch.linspace(0, 2 * math.pi, 9)[:-1]  # a ninth would be the first again
centres = 2 * torch.stack([angles.cos(), angles.sin()], dim=1)  # (8, 2)


def draw_real(n):
    """Return n points of the ring, (n, 2)."""
    which = torch.randint(8, (n,), generator=stream)
    return centres[which] + 0.1 * torch.randn(n, 2, generator=stream)


def draw_noise(n):
    """Return noise for n points, (n, noise_size)."""
    return torch.randn(n, noise_size, generator=stream)


def small_network(num_in, num_out):
    """Return a network from (n, num_in) to (n, num_out)."""
    return nn.Sequential(
        nn.Linear(num_in, 128),
        nn.Tanh(),
        nn.Linear(128, 128),
        nn.Tanh(),
        nn.Linear(128, num_out),
    )


noise_size = 2
generator, discriminator = small_network(noise_size, 2), small_network(2, 1)
settings = {"lr": 1e-3, "betas": (0.5, 0.99)}  # lesson 07 asks why
adam_g = torch.optim.Adam(generator.parameters(), **settings)
adam_d = torch.optim.Adam(discriminator.parameters(), **settings)


def move_discriminator():
    """Take one step with the discriminator; return its loss."""
    z, x_real = draw_noise(256), draw_real(256)
    x_fake = generator(z).detach()  # (256, 2)
    logits_real, logits_fake = discriminator(x_real), discriminator(x_fake)
    loss = discriminator_loss(logits_real, logits_fake)
    adam_d.zero_grad()
    loss.backward()
    adam_d.step()
    return loss.item()


def move_generator():
    """Take one step with the generator; return its loss."""
    loss = generator_loss(discriminator(generator(draw_noise(256))))
    adam_g.zero_grad()
    loss.backward()
    adam_g.step()
    return loss.item()


num_steps = {"smoke": 60, "class": 1_500, "full": 10_000}[run.profile]
z_shown = draw_noise(400)  # the same at every look
moments, losses = [look(generator, discriminator, z_shown, 0)], []
bar = ProgressBar("ring")
for step in range(1, num_steps + 1):
    losses.append((move_discriminator(), move_generator()))
    if step % (num_steps // 30) == 0:
        moments.append(look(generator, discriminator, z_shown, step))
    bar(step, num_steps)

# %%
shape = (noise_size,)
print(plots.show_network(generator, shape, ("z", "x_fake"), title="generator"))
print(plots.show_network(discriminator, (2,), ("x", "logit"), title="discriminator"))

# %% [markdown]
"""
Both have the same two hidden layers; they differ in what comes out.

The next picture is the discriminator's verdict everywhere: white for real, dark for
fake, a line where it says one half. Circles hold what counts as near one of the eight
centres; dots are the fakes made of `z_shown`.
"""

# %%
chosen = [moments[number] for number in (0, 2, 6, 30)]
print(plots.show_moments(chosen))

# %% [markdown]
"""
The points spread from the middle, reach for the ring, and settle in the clusters. A few
are left between clusters: the noise is one connected cloud and the network is
continuous, so on the way from one cluster to the next it passes through what lies
between.

Move through the game yourself, or press the button and watch it. The arrows are minus
the gradient of the generator's loss with respect to each fake, the way on which the
discriminator would like it better. That is all the generator has to go by. A longer
arrow is a stronger gradient.
"""

# %%
widgets.explore_game(moments, first=4)

# %% [markdown]
"""
How good is it? We ask which of the eight centres have fakes nearby, within three
standard deviations of a cluster, and what share of all fakes is near one. A centre
counts as reached if at least 2 % of the fakes are there; an eighth would be fair. The
output calls the centres modes, as papers do.
"""

# %% tags=["claim"]
given("at least 2 % of the fakes")  # what counts as reached

# %%
with torch.no_grad():
    scored = named_generator(seed, "scores")
    x_fake = generator(torch.randn(5_000, noise_size, generator=scored))
scores = ring_scores(x_fake)
of_real = ring_scores(draw_ring(5_000, named_generator(seed, "real scores")))
print("fakes:", {name: round(value, 1) for name, value in scores.items()})
print("real: ", {name: round(value, 1) for name, value in of_real.items()})

# %% [markdown]
"""
All eight centres are reached, and more than 80 % of the fakes lie near one. With other
first weights it goes as well: we ran five. That is no law, and small changes may break
it; two of them wait below. A generator that makes only some kinds of points has
*collapsed*, as lesson 09 shows on images.
"""

# %% tags=["claim"]
holds(
    "All eight centres are reached, and more than 80 % of the fakes lie near one",
    min(metric("ring/modes_reached_count")) == 8,
    min(metric("ring/high_quality_percent")) > 80,
)
holds("we ran five", len(metric("ring/modes_reached_count")) == 5)

# %%
last = torch.tensor(losses[-len(losses) // 5 :]).mean(dim=0)
print(f"last fifth: discriminator {last[0]:.3f}, generator {last[1]:.3f}")

# %% [markdown]
"""
The discriminator's loss ends near log 2 and would have told us little: it was near log
2 at the first step, too. We had to look at the points, or to make the test of section
7, which waits at the end.
"""

# %% tags=["claim"]
holds(
    "The discriminator's loss ends near log 2",
    min(metric("ring/discriminator_loss")) > 0.6,
    max(metric("ring/discriminator_loss")) < 0.72,
)

# %% [markdown]
"""
## 11. Who is it that saturates?

In section 2 there were two losses for the generator, $-\log P(\text{real})$ and
$\log(1 - P(\text{real}))$. Both fall when a fake looks more real. Why prefer the first?
The table tells how strongly each pulls at the logit of a fake: its gradient with
respect to that logit. Minus means that descent raises the logit. Below them is the
discriminator's pull at the same fake, and the picture shows how strong each pull is.
"""

# %% tags=["nbval-check-output"]
logits = torch.tensor([-6.0, -2.0, 0.0, 2.0, 6.0])
pulls = {
    "generator, log(1 - P)": saturating_generator_loss,
    "generator, -log P": generator_loss,
    "discriminator": lambda fake: discriminator_loss(torch.zeros(1), fake),
}


def gradient_at(loss, logits):
    """Return the gradient of the loss of each logit alone."""
    leaves = logits.clone().requires_grad_()
    losses = torch.stack([loss(logit[None]) for logit in leaves])
    return torch.autograd.grad(losses.sum(), leaves)[0]


print(f"{'logit of the fake':22s}" + "".join(f"{a:+9.0f}" for a in logits.tolist()))
for name, loss in pulls.items():
    row = gradient_at(loss, logits).tolist()
    print(f"{name:22s}" + "".join(f"{pull:+9.4f}" for pull in row))

# %%
line = torch.linspace(-8, 8, 81)
print(
    plots.show_gradients_by_logit(
        {name: gradient_at(loss, line) for name, loss in pulls.items()}, line
    )
)

# %% [markdown]
"""
Read the left column. The discriminator is sure that this is a fake, as it can be when
it gets ahead. With $\log(1 - P)$ the *generator* gets almost no gradient, just where it
has most to learn: that loss is flat there, it **saturates**. With $-\log P$ the pull is
nearly 1. The discriminator's own pull is small as well, and rightly so, since it has
nothing to learn from a fake that it recognises. It never exceeds one half, because
fakes are one half of its loss. So it is the generator that is left without a gradient,
and not, as one can read, the discriminator.

Does it happen in a real network? We begin anew: `generator` and `discriminator` are
fresh ones from here on. The discriminator gets a lead on the ring, and we measure the
length of the gradient in the generator's weights.
"""


# %%
def gradient_length(loss):
    """Return the length of the gradient in the fresh generator's weights."""
    logits_fake = discriminator(generator(z_shown))
    weights = list(generator.parameters())
    gradients = torch.autograd.grad(loss(logits_fake), weights)
    return torch.cat([g.flatten() for g in gradients]).norm().item()


# %%
leads = {"smoke": (0, 5, 10), "class": (0, 50, 500), "full": (0, 50, 500)}[run.profile]
seed_everything(seed)
stream = named_generator(seed, "lead")  # of the real points and the noise
generator, discriminator = small_network(noise_size, 2), small_network(2, 1)
adam_d = torch.optim.Adam(discriminator.parameters(), **settings)
lengths, steps_taken = {}, 0
print("lead  log(1 - P)    -log P")
for lead in leads:
    while steps_taken < lead:
        move_discriminator()
        steps_taken += 1
    both = saturating_generator_loss, generator_loss
    lengths[lead] = [gradient_length(loss) for loss in both]
    print(f"{lead:4d} {lengths[lead][0]:11.5f} {lengths[lead][1]:9.5f}")

# %% [markdown]
"""
Without a lead the two are about equal. After 500 steps of the discriminator alone the
saturating loss has lost almost all of its gradient, and the other one has not; it has
more of it, because the discriminator's surface has become steep.

What that costs depends on the optimizer. Plain gradient descent takes steps as short as
the gradient, so the generator would hardly move. Adam divides each gradient by the size
of recent ones, which makes up for most of it.

This is a reason to start with the non-saturating loss, not a proof that the other one
fails: where both sides learn in turn, neither may ever get that far ahead. You can try
it below, and lesson 07 compares losses on images, with the learning rate searched for
each.
"""

# %% tags=["claim"]
holds(
    "the saturating loss has lost almost all of its gradient, and the other one has "
    "not",
    max(metric("saturating/gradient_kept_percent")) < 5,
    min(metric("non_saturating/gradient_kept_percent")) > 50,
)

# %% [markdown]
"""
## 12. Where to cut, and why

"Do I need `detach`, and is it about speed or about being right?" is the question that
most people ask about the code of a GAN, and contradicting answers are each right
somewhere. Here are seven ways to write one round: a step of the discriminator, then one
of the generator. All begin with the same weights and the same noise. What does each do
to the generator?
"""

# %% [markdown] tags=["exercise"] exercise="04_detach_outcomes" points=1
"""
### Exercise 4: Predict, then run

**Goal.** Say what each of seven rounds does to the generator, before you run them.

**Signature.** `detach_outcomes()` returns a list of seven letters, for the rows 1 to 7.

**Given.** The rows below. "Fakes anew" means that the generator's step computes
`generator(z)` once more; otherwise it uses the `x_fake` of the discriminator's step.
The logits of the fakes are computed anew in the generator's step, except in row 6.
Where nothing else is said, each `backward` comes right after its network's own
`zero_grad`.

| row | fakes for the generator's step | in the discriminator's step | besides |
|---|---|---|---|
| 1 | anew | detached | |
| 2 | anew | not detached | |
| 3 | anew | not detached | the generator's gradients are never zeroed |
| 4 | the same | not detached | |
| 5 | the same | detached | |
| 6 | the same, `logits_fake` too | not detached | first `backward(retain_graph=True)` |
| 7 | anew, then detached | detached | |

The letters: **A** the generator moves as in row 1, bit for bit; **B** it moves
differently, with no error; **C** the program stops with an error; **D** it does not
move at all.

**Example.** If you expect that row 1 agrees with itself and that all other rows stop,
return `["A", "C", "C", "C", "C", "C", "C"]`. You will be told to look again.

**Checked** row by row. The first row that is not right gets a question that leads on.

**Time.** 10 minutes, hard.

<details><summary>Hint 1</summary>

`backward` does two things besides computing gradients: it adds them to what is there,
and it throws away the numbers that the graph kept for it.

</details>

<details><summary>Hint 2</summary>

Who reads the generator's gradients? Only the step of its optimizer. What lies in them
before `zero_grad` is harmless, what lies in them after it is not.

</details>

<details><summary>Hint 3</summary>

The step of the discriminator's optimizer writes into its weights, in place. A graph
that was made before it remembers the old ones, and PyTorch notices.

</details>

#### When it passes

`retain_graph=True` is often given as the cure for the error of row 4. Is it one?

<details><summary>Answer</summary>

In row 4 it makes the error go away, and the generator moves as in row 1. But the first
`backward` goes through the generator for nothing. The error said that a `detach` was
missing, and that is the better cure: it makes row 4 into row 5, which is how many
programs are written. In row 6 `retain_graph=True` leads to the next error.

</details>
"""


# %% tags=["solution"] exercise="04_detach_outcomes"
def detach_outcomes():
    """Return a letter for each of the seven rows."""
    # SOLUTION
    return ["A", "A", "B", "C", "A", "C", "D"]
    # END


# %% tags=["check"] exercise="04_detach_outcomes"
check("04_detach_outcomes", detach_outcomes)

# %% [markdown]
"""
Now run them. The round below takes its row's turn wherever the table says so.
"""

# %%
seed_everything(seed)
first = {
    "generator": small_network(noise_size, 2),
    "discriminator": small_network(2, 1),
}
x_real = draw_ring(256, named_generator(seed, "round"))
round_noise = named_generator(seed, "round noise")
z = torch.randn(256, noise_size, generator=round_noise)


def moved_in(row):
    """Play one round on copies; return how the generator's weights moved."""
    generator, discriminator = copy.deepcopy(list(first.values()))
    before = parameters_to_vector(generator.parameters()).detach()
    sgd_g = torch.optim.SGD(generator.parameters(), lr=0.1)
    sgd_d = torch.optim.SGD(discriminator.parameters(), lr=0.1)

    x_fake = generator(z)
    logits_fake = discriminator(x_fake.detach() if row in (1, 5, 7) else x_fake)
    loss = discriminator_loss(discriminator(x_real), logits_fake)
    sgd_d.zero_grad()
    loss.backward(retain_graph=row == 6)
    sgd_d.step()

    if row in (1, 2, 3, 7):
        x_fake = generator(z)  # anew
    if row == 7:
        x_fake = x_fake.detach()
    if row != 6:
        logits_fake = discriminator(x_fake)
    if row != 3:
        sgd_g.zero_grad()
    generator_loss(logits_fake).backward()
    sgd_g.step()
    return parameters_to_vector(generator.parameters()).detach() - before


# %% tags=["nbval-check-output"]
right = moved_in(row=1)
for row in range(1, 8):
    try:
        move = moved_in(row)
    except RuntimeError as error:
        words = str(error)
        cause = "second time" if "second time" in words else "inplace operation"
        print(f"row {row}: C, the error says {cause!r}: {cause in words}")
        continue
    letter = "A" if move.equal(right) else "B" if move.any() else "D"
    print(f"row {row}: {letter}")

# %% [markdown]
"""
Five rows are harmless: three are right, and two stop with an error. The dangerous rows
are 3 and 7, which say nothing. In row 7 the generator never moves. And in row 3?
"""

# %%
wrong = moved_in(row=3)
print(f"length {wrong.norm() / right.norm():.2f} of the right one, cosine "
      f"{F.cosine_similarity(wrong, right, dim=0):.2f}")  # fmt: skip

# %% [markdown]
"""
In this first round it moves in much the same direction, so nothing looks wrong. But the
gradient of the discriminator's loss was added, which wants the fakes recognised, so the
step is too short, about half as long or even less. For one fake with the logit $a$ the
pull is $1 - e^a/2$ times the right one: half of it at 0, and above $\log 2$ it points
the wrong way, just where the discriminator is fooled. In later rounds it gets worse,
since the gradients of all rounds before lie there, too. The pile grows, and what the
optimizer reads is less and less the gradient of now. No error tells us.

So: `detach` in the discriminator's step saves time; it is the habit that keeps row 3
and row 4 from happening. It is never right in the generator's step. Ask of every line
which network's gradients it fills, and which ones the optimizer then reads.
"""

# %% tags=["claim"]
holds(
    "the step is too short, about half as long or even less",
    max(metric("row_3/step_ratio")) < 0.65,
    min(metric("row_3/step_cosine")) > 0.7,
)


def pull_of_row_3(a):
    right, added = 1 / (1 + exp(a)), 0.5 / (1 + exp(-a))
    return (right - added) / right


holds(
    r"$1 - e^a/2$ times the right one: half of it at 0, and above $\log 2$ it points "
    "the wrong way",
    all(abs(pull_of_row_3(a) - 1 + exp(a) / 2) < 1e-9 for a in (-3, 0, 2)),
    pull_of_row_3(0) == 0.5,
    pull_of_row_3(log(2) - 0.01) > 0 > pull_of_row_3(log(2) + 0.01),
)

# %% [markdown]
"""
## 13. The answer

How could the generator learn a ring that it never saw? Because the discriminator saw
it, and because the discriminator is a smooth function of the point that it judges. Its
gradient tells every fake in which direction more real points lie per fake, and the
generator moves the fake there. Where fakes have become as dense as real points, P(real)
is one half all around, the surface is flat, and nothing pulls any more.

### Without a check

1. **A collapse** (10 minutes). In section 10, set `noise_size = 8` and use `nn.ReLU` in
   place of `nn.Tanh`, twice. Run it with three seeds. How many centres are reached?
2. **The saturating loss** (5 minutes). Use `saturating_generator_loss` in
   `move_generator`. Does the game on the ring get worse?
3. **One optimizer for both** (5 minutes). Let `adam_d` hold the weights of both
   networks and leave out the `detach`. What happens to the two losses, and why?
4. **The test of section 7** (10 minutes). Right after section 10, train a fresh
   `small_network(2, 1)` on `draw_real` and detached fakes with `train_alone`. Does its
   loss end below log 2?

## Summary

- A generator turns noise into points and never sees data; a discriminator gives each
  point a number. They are trained in turn, each on a loss of its own.
- Descent in a game may go in circles, or outwards. Steps in turn keep our small games
  from flying apart, and an R1 penalty that is heavy enough brings them to rest.
- The best discriminator says what share of the points at a place is real. A loss of log
  2 may mean balance, no training, or too small a network; if a larger discriminator
  trained alone gets below it on new points, there was no balance.
- The saturating loss leaves the generator without a gradient where the discriminator is
  sure.
- In the discriminator's step, `detach` the fakes. Call `zero_grad` before every
  `backward`, and let each step be taken by its own network's optimizer.

## What we did not show

- Images. The same two steps draw digits in the next lessons.
- A proof that any of this converges. For networks with many weights there is none that
  covers what people do.
- How often such games fail. Lessons 07 and 09 count.

## Further reading

- Goodfellow and others (2014), *Generative Adversarial Nets*: the game, and the best
  discriminator.
- Mescheder, Geiger and Nowozin (2018), *Which Training Methods for GANs do actually
  Converge?*: the Dirac GAN and R1.
- Arjovsky, Chintala and Bottou (2017), *Wasserstein GAN*.
- Metz and others (2017), *Unrolled Generative Adversarial Networks*: the ring.

A point has two numbers and a digit has 784. Lesson 05 builds a generator for those. The
last cell saves what we measured.
"""

# %%
metrics = {
    "ring/modes_reached_count": scores["modes_reached"],
    "ring/high_quality_percent": scores["high_quality_percent"],
    "ring/discriminator_loss": last[0].item(),
    "ring/generator_loss": last[1].item(),
    "line/verdict_gap": gap.item(),
    "row_3/step_ratio": (wrong.norm() / right.norm()).item(),
    "row_3/step_cosine": F.cosine_similarity(wrong, right, dim=0).item(),
}
for name, losses_of in late.items():
    for which, loss in losses_of.items():
        metrics[f"{name.replace(' ', '_')}/{which}_loss"] = loss
for place, name in enumerate(("saturating", "non_saturating")):
    kept = lengths[leads[-1]][place] / lengths[0][place]
    metrics[f"{name}/gradient_kept_percent"] = 100 * kept
run.save(metrics)
