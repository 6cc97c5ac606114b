# ---
# jupyter:
#   minutes: {smoke: 0.2, class: 1.0, full: 6}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 07. Adversarial training: the whole loop

We put both networks into one loop that draws all ten digits in about a minute of
computing, learn to find its faults by looking at gradients, and then ask what people
argue about most: which loss, which optimizer, and what a loss curve is worth.

**You will**

- write the loop of a GAN, and tell from its gradients what is wrong with a broken step;
- write the gradient penalty, and see what it does with the norm over the wrong axis;
- compare losses at equal cost, and say what their curves tell of the images.

**You need** lessons 04 to 06.

**Time**: about 150 minutes of reading and exercises, in two parts for two days; the
cells run in two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, batches, noise

# %%
import copy
import functools

import torch

from msgan_lib import game_results, plots, widgets
from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import (
    discriminator_loss,
    generator_loss,
    gradient_penalty,
    least_squares_generator_loss,
    saturating_generator_loss,
    wasserstein_discriminator_loss,
    wasserstein_generator_loss,
)
from msgan_lib.measure import class_logits, evaluating
from msgan_lib.networks.discriminators import DenseDiscriminator
from msgan_lib.networks.generators import DenseGenerator
from msgan_lib.recorded_rows import recorded_rows
from msgan_lib.training.adversarial import (
    fooling,
    frozen,
    keeping_statistics,
    no_penalty,
    real_logits,
)
from msgan_lib.training.game import draw_images
from msgan_lib.training.gradient_flow import by_network, gradient_flow
from msgan_lib.training.loop import run_training
from msgan_lib.training.methods import make_training
from msgan_lib.training.optimizers import descend
from msgan_lib.training.progress import ProgressBar
from msgan_lib.training.recipes import title
from msgan_lib.training.side_by_side import train_side_by_side
from msgan_lib.weights import load_judge

run = start_run("07_adversarial_training", profile=profile, seed=seed)
seed_everything(seed)

# %% [markdown]
"""
Our real images are the first 55,000 training images of MNIST. Their labels are not
used. Here are some of them, and below them what an untrained generator makes.
"""

# %%
num_scored = {"smoke": 200}.get(run.profile)  # None: all of them
data = load_few_labels().scored_on(num_scored)  # only the first of those to test on
x_real = data.x_unlabelled[:55_000]  # (55000, 1, 28, 28)
seed_everything(seed)
untrained = DenseGenerator()
z_shown = untrained.sample_noise(10, named_generator(seed, "shown"))  # (10, 64)
rows = {"real": x_real[:10], "untrained": draw_images(untrained, z_shown)}
print(plots.show_rows(rows))

# %% [markdown]
"""
In between lies one loop. While it runs, two losses go up and down. *Can we tell from
them whether the images get better?* Keep your guess; section 10 has the answer.

# Day 1: the loop, and how to find its faults

## 1. The two steps in the library

In lesson 04 you wrote both steps by hand. In short they are these.
"""


# %%
def discriminator_step(generator, discriminator, optimizer_d, x_real, z):
    """Take one step with the discriminator, as in lesson 04."""
    x_fake = generator(z).detach()
    loss = discriminator_loss(discriminator(x_real), discriminator(x_fake))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()
    return loss.item()


# %%
def generator_step(generator, discriminator, optimizer_g, z):
    """Take one step with the generator, as in lesson 04."""
    loss = generator_loss(discriminator(generator(z)))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_g.step()
    return loss.item()


# %% [markdown]
"""
The library's steps do the same, and a little more that lessons from now on need. New in
the discriminator's step: the loss is an argument; a *penalty* may be added to it,
which section 7 is about; and batch normalisation, if the network has any, does not
remember the fakes. The names that you have not met:

| name | what it does |
|---|---|
| `descend` | `zero_grad`, `backward`, `step`, in this order: clear, compute, move |
| `real_logits` | one logit an image, from either kind of discriminator |
| `keeping_statistics` | batch normalisation's means stay as they are |
| `frozen` | a network's weights get no gradient |
| `functools.partial(f, a)` | the function `f`, its first argument given |
"""


# %%
# In the library: msgan_lib.training.adversarial.train_discriminator
def train_discriminator(
    discriminator,
    optimizer,
    x_real,
    x_fake,
    loss_of=discriminator_loss,
    penalty=no_penalty,
):
    """Do one step that lets the discriminator tell real from fake better."""
    discriminator.train()
    x_fake = x_fake.detach()
    logits_real = real_logits(discriminator, x_real)
    with keeping_statistics(discriminator):
        logits_fake = real_logits(discriminator, x_fake)
        added = penalty(functools.partial(real_logits, discriminator), x_real, x_fake)
    loss = loss_of(logits_real, logits_fake)
    descend(loss + added, optimizer)
    return loss.item()


# %% [markdown]
"""
New in the generator's step: the discriminator is frozen, so that its weights get no
gradient. They would not be moved by one, but computing it takes time, and it would lie
there. `fooling` is the loss of being called real, and `augment` may change the images
first; here it does nothing.
"""


# %%
# In the library: msgan_lib.training.adversarial.train_generator
def train_generator(
    generator, discriminator, optimizer, z, loss_of=fooling, augment=lambda x: x
):
    """Do one step that moves the generator's images towards real ones."""
    generator.train()
    with frozen(discriminator), keeping_statistics(discriminator):
        loss = loss_of(discriminator, augment(generator(z)))
        descend(loss, optimizer)
    return loss.item()


# %% [markdown]
"""
Are they really the same? We let your steps and the library's play three rounds each,
from the same first weights and with the same images and noise, and compare every
weight, bit for bit.
"""


# %%
def new_players():
    """Return fresh networks and an optimizer for each, the same ones at every call."""
    seed_everything(seed)
    networks = DenseDiscriminator(), DenseGenerator()
    optimizers = [
        torch.optim.Adam(network.parameters(), lr=2e-3, betas=(0.5, 0.99))
        for network in networks
    ]
    return *networks, *optimizers


# %%
stream = named_generator(seed, "rounds")
rounds = [
    (x_real[torch.randint(55_000, (64,), generator=stream)], *noise)
    for noise in torch.randn(3, 2, 64, 64, generator=stream)
]  # of each round: real images, noise for one step, noise for the other


def all_weights(*networks):
    """Return every number in the networks' states, one after the other."""
    states = (network.state_dict() for network in networks)
    return torch.cat([x.flatten() for state in states for x in state.values()])


# %%
D, G, optimizer_d, optimizer_g = new_players()
for x, z_d, z_g in rounds:
    discriminator_step(G, D, optimizer_d, x, z_d)
    generator_step(G, D, optimizer_g, z_g)
yours = all_weights(D, G)

# %% tags=["nbval-check-output"]
D, G, optimizer_d, optimizer_g = new_players()
for x, z_d, z_g in rounds:
    train_discriminator(D, optimizer_d, x, G(z_d))
    train_generator(G, D, optimizer_g, z_g)
print("the same:", torch.equal(all_weights(D, G), yours), "in", len(yours), "numbers")

# %% [markdown]
"""
They are. So nothing in the library's loop is hidden from you, and wherever these
lessons call `train_discriminator`, you could put your own.

## 2. How to look at each side

Two more functions belong to the loop. The first asks the discriminator about images and
counts how often it is right. The second asks a *judge*, a classifier that had no part
in the game, how sure it is of the generated images and how many classes it sees.
"""


# %%
# In the library: msgan_lib.training.adversarial.test_discriminator
@torch.no_grad()
def test_discriminator(discriminator, x_real, x_fake):
    """Return how often each kind of image is recognised, in percent, and the loss."""
    with evaluating(discriminator):
        logits_real = real_logits(discriminator, x_real)
        logits_fake = real_logits(discriminator, x_fake)
    return {
        "real_recognised_percent": 100 * (logits_real > 0).float().mean().item(),
        "fake_recognised_percent": 100 * (logits_fake <= 0).float().mean().item(),
        "loss": discriminator_loss(logits_real, logits_fake).item(),
    }


# %%
# In the library: msgan_lib.training.adversarial.test_generator
@torch.no_grad()
def test_generator(generator, classifier, z):
    """Return how a classifier that had no part in the game reads generated images."""
    with evaluating(generator, classifier):
        logits = class_logits(classifier, generator(z))
    probabilities, classes = logits.softmax(dim=1).max(dim=1)
    shares = classes.bincount(minlength=logits.shape[1]).float() / len(z)
    return {
        "sure_percent": 100 * (probabilities >= 0.9).float().mean().item(),
        "classes_found": int((shares >= 0.01).sum()),
    }


# %% [markdown]
"""
We count by hand on a thousand images of each kind, and compare.
"""

# %% tags=["nbval-check-output"]
z = G.sample_noise(1_000, named_generator(seed, "test"))  # (1000, 64)
x_fake, judge = draw_images(G, z), load_judge()  # (1000, 1, 28, 28)
with torch.no_grad():
    right = [(D(x_real[:1_000]) > 0).sum().item(), (D(x_fake) <= 0).sum().item()]
    sure = judge(x_fake).softmax(dim=1).amax(dim=1) >= 0.9
seen, read = test_discriminator(D, x_real[:1_000], x_fake), test_generator(G, judge, z)
print("real:", round(seen["real_recognised_percent"] * 10) == right[0])
print("fake:", round(seen["fake_recognised_percent"] * 10) == right[1])
print("sure:", round(read["sure_percent"] * 10) == sure.sum().item())

# %% [markdown]
"""
The judge also measures the *Fréchet distance* of lesson 05: how far the generated
images are from development images, in the 64 features of the judge. It is near 0 for
many real images and above a thousand for an untrained generator. Lesson 08 looks at it
closely.

## 3. What a step does to the weights

Most faults in a GAN raise no error. The program runs, losses move, and the images stay
bad for hours. So we look at what a step does to each **parameter**, which is one tensor
of weights: did it get a gradient, was that added to an **old gradient** which nobody
had cleared away, and did it move? `gradient_flow` does a step and writes this down.
"""

# %%
D, G, optimizer_d, optimizer_g = new_players()
networks = {"discriminator": D, "generator": G}
x, z_d, z_g = rounds[0]
of_discriminator = gradient_flow(
    lambda: train_discriminator(D, optimizer_d, x, G(z_d)), networks
)
of_generator = gradient_flow(lambda: train_generator(G, D, optimizer_g, z_g), networks)
print(plots.show_gradient_flow({"D step": of_discriminator, "G step": of_generator}))

# %% [markdown]
"""
Each number is a length: the root of the sum of squares. All is as it should be: every
step gives a gradient to its own network, moves it, and leaves the other one alone.

Two rows stand out. The biases right before a batch normalisation, `layers.0.bias` and
`layers.3.bias`, get next to nothing, because the normalisation subtracts the mean and a
bias with it. Adam divides a gradient by its usual size, so that even a small one can
give a full step. Not here: these are so small that Adam's *epsilon*, a hundred
millionth which it adds below the fraction, outweighs them.

The same in the drawing of the game, where each strip of a network's box is one of its
parameters, hatched if it got a gradient.
"""


# %%
def lengths(flows):
    """Return the lengths of the gradients, by network."""
    return {n: [f.gradient for f in flows if f.network == n] for n in networks}


measured = {
    "discriminator": lengths(of_discriminator),
    "generator": lengths(of_generator),
}
print(plots.show_game(gradients=measured))

# %% [markdown]
"""
In the discriminator's step the gradient ends where the fakes are detached. In the
generator's it passes through the discriminator without stopping there.

### Three broken steps

Here are three steps of the discriminator as people write them. One thing is wrong in
each. Read them first, and guess what you will see.
"""


# %%
def step_a(D, G, optimizer_d, optimizer_g, x, z):
    """One thing is wrong here."""
    loss = discriminator_loss(D(x), D(G(z)))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_d.step()


def step_b(D, G, optimizer_d, optimizer_g, x, z):
    """One thing is wrong here."""
    loss = discriminator_loss(D(x), D(G(z).detach()))
    optimizer_d.zero_grad()
    loss.backward()
    optimizer_g.step()


def step_c(D, G, optimizer_d, optimizer_g, x, z):
    """One thing is wrong here."""
    loss = discriminator_loss(D(x), D(G(z).detach()))
    optimizer_g.zero_grad()
    loss.backward()
    optimizer_d.step()


# %%
quiz(
    "It is the very first step of a game, and it is step B. What moves?",
    {
        "The generator, towards images that are easier to recognise": "It would need a "
        "gradient for that. The fakes are detached, so none has reached it yet.",
        "Nothing: the optimizer that steps has no gradient to go along": "So the first "
        "step does nothing. From the second round on it is worse: then the generator "
        "goes along the gradient that its own last step has left.",
        "The discriminator, since the loss is its own loss": "The gradient lies in its "
        "weights, but an optimizer moves only the weights that it was made for.",
    },
    right="Nothing: the optimizer that steps has no gradient to go along",
)

# %% [markdown]
"""
Now we look. Each broken step plays two rounds with the generator's step of lesson 04,
and we draw what it does in the second round.
"""


# %%
def watched(step):
    """Play two rounds with a step of the discriminator; return what each step did."""
    D, G, optimizer_d, optimizer_g = new_players()
    networks, flows = {"discriminator": D, "generator": G}, {}
    for number, (x, z_d, z_g) in enumerate(rounds[:2], start=1):
        first = functools.partial(step, D, G, optimizer_d, optimizer_g, x, z_d)
        second = functools.partial(generator_step, G, D, optimizer_g, z_g)
        flows[f"round {number}, D step"] = gradient_flow(first, networks)
        flows[f"round {number}, G step"] = gradient_flow(second, networks)
    return flows


# %%
broken = {"A": watched(step_a), "B": watched(step_b), "C": watched(step_c)}
second = {f"step {name}": flows["round 2, D step"] for name, flows in broken.items()}
print(plots.show_gradient_flow(second))

# %% [markdown]
"""
The column "old one" is filled only where a new gradient was added to an old one.

*Step A* forgets to detach: a gradient reaches the generator. It is added to what the
generator's own step has left there, but no optimizer uses the sum, because the
generator's next step clears it first. *Step B* has the
wrong optimizer: the discriminator gets its gradient and stands still, and the generator
goes once more along what its own step has left. *Step C* clears the wrong network's
gradients, so the discriminator's add up, step after step, its own and those which the
generator's step leaves there.

Move through all four steps of B. Where does the gradient come from that moves the
generator in step 2?
"""

# %%
widgets.explore_gradient_flow(broken["B"])

# %% [markdown]
"""
It is the one from step 1, the generator's own, taken a second time. Note what step 1
shows besides: the generator's step of lesson 04 leaves a gradient in the discriminator.
That does no harm where the discriminator's step clears it away, as A and B do, and it
is what adds up in C.

With many parameters a count is enough, and `by_network` makes it.
"""

# %% tags=["nbval-check-output"]
for name, flows in second.items():
    for network, counts in by_network(flows).items():
        print(name, network, tuple(counts))

# %% [markdown] tags=["exercise"] exercise="07_fault_of" points=2
"""
### Exercise 1: Find the fault

**Goal.** Tell from what a step did to both networks what is wrong with it.

**Signature.** `fault_of(counts, learner)` returns a number: 0, 1, 2 or 3.

**Given.** `learner` is the name of the network that the step should move,
`"discriminator"` or `"generator"`. `counts` is what `by_network(flows)` returns, a dict
with these two names; for each network it holds a named tuple of four numbers: how many
`parameters` it has, and of these how many are `with_gradient`, how many got theirs
`on_old_gradient`, and how many `moved`. The faults:

| | fault | its sign |
|---|---|---|
| 1 | the wrong optimizer stepped | the other network moved, or the learner did not |
| 2 | gradients were not cleared | the learner's were added to old ones |
| 3 | a gradient leaks | one reached the other network |
| 0 | none of these | |

One parameter is enough for "the other network moved", for "were added" and for
"reached"; the learner did not move if none of its parameters did. Where several faults
fit, return the smallest of their numbers.

**Example.** In a step of the discriminator, let `counts` be `{"discriminator": (6, 6,
0, 6), "generator": (10, 10, 0, 0)}`, with the numbers in the order above. All is well
with the discriminator, but the generator got gradients: the result is 3. It is also 3
for `(10, 10, 10, 0)`, where all of these were added to old ones.

**Checked** on steps of either network, with each fault alone, in a few parameters only,
and with several faults at once.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

`counts[learner]` is one network. The other one is whichever name is left. What do you
ask of each?

</details>

<details><summary>Hint 2</summary>

`counts[learner].moved` is a number. The faults stand in the order in which you should
ask for them, so that a chain of `if` with `return` gives the smallest one.

</details>

<details><summary>Hint 3</summary>

Old gradients matter only in the network that learns: nobody goes along the other's.

</details>

#### When it passes

Try `fault_of(by_network(flows), "generator")` on the generator's steps of
`broken["A"]`. What does it say, and does it do harm?

<details><summary>Answer</summary>

It says 3 in both rounds: the step of lesson 04 freezes nothing, so the discriminator
gets a gradient. That costs time, and does no harm as long as the next step of the
discriminator clears it. The gradient that step A left in the generator is not to be
seen any more, because the generator's step clears it first.

</details>
"""


# %% tags=["solution"] exercise="07_fault_of"
def fault_of(counts, learner):
    """Return which fault a step has, 0 for none."""
    # SOLUTION
    own = counts[learner]
    (other,) = (of for name, of in counts.items() if name != learner)
    if other.moved or not own.moved:
        return 1
    if own.on_old_gradient:
        return 2
    if other.with_gradient:
        return 3
    return 0
    # END


# %% tags=["check"] exercise="07_fault_of"
check("07_fault_of", fault_of)

# %% [markdown]
"""
## 4. The loop

A round of the game: one or more steps of the discriminator, then one of the generator.
A few things are easily forgotten. Every step of the discriminator gets *other* real
images and *new* fakes, made by the generator as it is now. Every step, of either
network, gets noise of its own; if both steps of a round share their noise, the
generator is asked about the very images that the discriminator has just learnt to
reject.
"""

# %% [markdown] tags=["exercise"] exercise="07_play" points=3
"""
### Exercise 2: Play the game

**Goal.** Write the loop.

**Signature.** `play(x, generator, train_discriminator, train_generator, num_rounds,
discriminator_steps, batch_size, stream)` returns a list with a pair of numbers for each
round.

**Given.** Real images `x`, `(n, 1, height, width)`. `generator(z)` makes images of
noise, and `generator.sample_noise(batch_size, stream)` draws the noise. The two steps
are functions here that know their networks and optimizers: `train_discriminator(x_real,
x_fake)` and `train_generator(z)`; each takes a step and returns the loss, a float. A
round is `discriminator_steps` steps of the discriminator and then one of the generator.
Each step of the discriminator gets `batch_size` real images, drawn from all of `x` at
random and with replacement, and as many new fakes. Use `stream`, a `torch.Generator`,
for every draw. The pair of a round is the mean of the discriminator's losses in it and
the generator's loss.

**Example.** With `num_rounds=2` and `discriminator_steps=3` the steps are D D D G D D D
G. If the first three losses of the discriminator are `0.6`, `0.5` and `0.4` and the
generator's is `0.9`, the first pair is `(0.5, 0.9)`.

**Checked** with steps that write down what they are given: their order, the images, the
noise, the numbers returned, and whether the same `stream` gives the same game.

**Time.** 15 minutes, medium.

<details><summary>Hint 1</summary>

Two loops, one inside the other. What belongs into the inner one?

</details>

<details><summary>Hint 2</summary>

`torch.randint(len(x), (batch_size,), generator=stream)` draws rows with replacement,
and `x[rows]` are their images.

</details>

<details><summary>Hint 3</summary>

Call `generator.sample_noise(batch_size, stream)` once in the inner loop, for the fakes,
and once more after it, for the generator's step.

</details>

#### When it passes

Write both steps with `functools.partial` and two new players, and play 200 rounds on
`x_real`. What do the ten images of `z_shown` look like?

<details><summary>Answer</summary>

They are dotted blobs and rings, much alike, a few of them shaped a little like a digit.
Two hundred rounds are not enough. The next section takes more.

</details>
"""


# %% tags=["solution"] exercise="07_play"
def play(
    x,
    generator,
    train_discriminator,
    train_generator,
    num_rounds,
    discriminator_steps,
    batch_size,
    stream,
):
    """Play the game; return the losses of each round."""
    # SOLUTION
    losses = []
    for _ in range(num_rounds):
        of_discriminator = []
        for _ in range(discriminator_steps):
            rows = torch.randint(len(x), (batch_size,), generator=stream)
            with torch.no_grad():  # saves time, no more: the step detaches them
                x_fake = generator(generator.sample_noise(batch_size, stream))
            of_discriminator.append(train_discriminator(x[rows], x_fake))
        z = generator.sample_noise(batch_size, stream)
        mean = sum(of_discriminator) / discriminator_steps
        losses.append((mean, train_generator(z)))
    return losses
    # END


# %% tags=["check"] exercise="07_play"
check("07_play", play)

# %% [markdown]
"""
The library's loop is called `GameTraining`. Like every training of the course it is
made by `make_training` from a recipe, a list of numbers with a name; it also writes
checkpoints, can average the generator's weights (section 9), and stops where a loss
explodes. Is it the same game? We take its first weights and play along by hand, with
Adam in the form that PyTorch calls `fused`, which does its step in one call.
"""

# %% tags=["nbval-check-output"]
training = make_training("game_non_saturating", data, num_steps=3, seed=seed)
D, G = copy.deepcopy([training.discriminator, training.generator])
recipe = training.recipe
how = {"lr": recipe.lr, "betas": (recipe.beta1, recipe.beta2), "fused": True}
optimizer_d, optimizer_g = (torch.optim.Adam(x.parameters(), **how) for x in (D, G))
batches, noise = (named_generator(seed, name) for name in ("batches", "noise"))
for _ in range(3):
    training.step()
    rows = torch.randint(55_000, (recipe.batch_size,), generator=batches)
    z_d, z_g = (G.sample_noise(recipe.batch_size, noise) for _ in range(2))
    discriminator_step(G, D, optimizer_d, x_real[rows], z_d)
    generator_step(G, D, optimizer_g, z_g)
librarys = all_weights(training.discriminator, training.generator)
print("the same:", torch.equal(all_weights(D, G), librarys))

# %% [markdown]
"""
## 5. A minute of training

Now a whole game with the best recipe that we know of for so short a time. The second
day says how it was found. Ten rows of noise are drawn once and kept: every column below
is one of them, so we see the same ten images come into being.
"""


# %%
def keep(done, total, line):
    """Move the bar; after each epoch draw the ten images."""
    bar(done, total, line)
    if isinstance(line, str):
        strip[f"{done:,} steps"] = draw_images(training.scored, z_kept)


# %%
num_steps = {"smoke": 8, "class": 6_000, "full": 40_000}[run.profile]
training = make_training("game_averaged", data, num_steps, seed)
z_kept = training.generator.sample_noise(10, named_generator(seed, "shown"))
strip = {"no step": draw_images(training.scored, z_kept)}
bar = ProgressBar("the game")
run_training(training, steps_per_epoch=num_steps // 8, report=keep)
print(plots.show_rows(strip))

# %% [markdown]
"""
First come blobs, then strokes, then digits. A column may change its mind on the way,
from a 3 to an 8 say, since nobody told the generator which noise should become which
digit.

How good are they? Here is the Fréchet distance over the steps, and beside it both
losses.
"""


# %%
def over_steps(key):
    """Return what the history of the training says under this name."""
    return [entry[key] for entry in training.history]


losses = {"discriminator": over_steps("loss"), "generator": over_steps("generator")}
distance = {"to development images": over_steps("frechet_distance")}
panels = {"Fréchet distance": distance, "loss": losses}
print(plots.show_lines(over_steps("step"), panels, "training step"))

# %% [markdown]
"""
The distance falls, quickly at first and more slowly later. The discriminator's loss
rises and the generator's falls. Whether one may conclude anything from that is the
question of section 10.

At the end we draw 10,000 new samples and let the judge look.
"""

# %%
num_samples = {"smoke": 200}.get(run.profile, 10_000)
z = training.generator.sample_noise(num_samples, named_generator(seed, "samples"))
samples = training.measure(z)
for name in ("classes_reached", "sure_percent", "frechet_distance"):
    print(f"{name:18s}{samples[name]:8.1f}")
print(plots.show_sheet(draw_images(training.scored, z[:100])))

# %% [markdown]
"""
All ten classes are reached: each gets at least 2 % of the samples. The judge is sure of
more than two thirds of them.

How does this compare with what is usually taught? Most public lessons on GANs train two
fully connected networks with the non-saturating loss and Adam at a learning rate of
0.0002. We recorded that recipe with five seeds.
"""

# %% tags=["claim"]
given("each gets at least 2 % of the samples")  # what it means to reach a class
holds("All ten classes are reached", min(metric("generator/classes_reached")) == 10)
holds(
    "The judge is sure of more than two thirds of them",
    min(metric("generator/sure_percent")) > 67,
)
given("a learning rate of 0.0002")  # of the recipe

# %%
scored = [row["metrics"] for row in recorded_rows("games")]
for when, key in (("after three quarters", "_at_75_percent"), ("at the end", "")):
    key = f"public_recipe/frechet_distance{key}"
    of_seeds = [round(metrics[key]) for metrics in scored if key in metrics]
    print(f"the usual recipe, {when:21s}", of_seeds)

# %% [markdown]
"""
Though it gets more CPU seconds, it ends more than seven times as far away. That is a
comparison at a short budget. The recipe's networks are wider and its batches hold 128
images, so a minute is 3,000 steps, and its last quarter still brings it nearer. With
hours to spend it may come out otherwise.

This is a good place for a break. Tomorrow we ask why this recipe and no other.

# Day 2: losses, optimizers, curves

## 6. The losses

The discriminator gives every image a logit: above 0 it takes it for real. Write $r$ for
the logit of a real image and $f$ for that of a fake. All losses below are means over a
batch.

| name | the discriminator lowers | the generator lowers |
|---|---|---|
| non-saturating | $\frac12[\log(1+e^{-r}) + \log(1+e^{f})]$ | $\log(1+e^{-f})$ |
| saturating | the same | $-\log(1+e^{f})$ |
| least squares | $\frac12[(r-1)^2 + f^2]$ | $\frac12(f-1)^2$ |
| hinge | $\frac12[\max(0, 1-r) + \max(0, 1+f)]$ | $-f$ |
| Wasserstein | $f - r$ | $-f$ |

The first and the third are played with R1 as well, the brake of lesson 04, which makes
seven games to compare. In the library each is one line, such as
`F.softplus(-logits_fake).mean()` for the generator's non-saturating loss.

They differ in how hard they pull. We draw the generator's loss (hinge and Wasserstein
share one) over the logit of one
fake, and the slope of the loss, which is what comes back to the generator. Before you
run it: at which end will the slopes differ most?
"""

# %% tags=["claim"]
nearness = metric("generator/frechet_distance") / metric(
    "public_recipe/frechet_distance"
)
spent = [
    row["metrics"].get("public_recipe/training_cpu_seconds") for row in rows("games")
]
spent = [number for number in spent if number is not None]
holds(
    "Though it gets more CPU seconds, it ends more than seven times as far away",
    max(nearness) < 1 / 7,
    mean(metric("generator/training_cpu_seconds")) < 0.8 * mean(spent),
)

at_end, before = (
    mean(
        row["metrics"][f"public_recipe/frechet_distance{when}"]
        for row in rows("games")
        if row["parameters"]["method"] == "public_recipe"
    )
    for when in ("", "_at_75_percent")
)
holds("its last quarter still brings it nearer", at_end < 0.95 * before)

# %%
logits = torch.linspace(-5, 5, 81, dtype=torch.float64)
of_generators = {
    "non-saturating": generator_loss,
    "saturating": saturating_generator_loss,
    "least squares": least_squares_generator_loss,
    "Wasserstein, hinge": wasserstein_generator_loss,
}

# %%
values, slopes = {}, {}
for name, loss_of in of_generators.items():
    at = logits.clone().requires_grad_()
    of_each = torch.stack([loss_of(logit.view(1)) for logit in at])
    (slope,) = torch.autograd.grad(of_each.sum(), at)
    values[name], slopes[name] = of_each.tolist(), slope.tolist()
panels = {"the generator's loss": values, "its slope": slopes}
print(plots.show_lines(logits.tolist(), panels, "logit of a fake"))

# %% [markdown]
"""
On the left are fakes that the discriminator sees through, as they are soon after the
start. There the saturating loss is flat and its slope almost 0, as lesson 04 found.
The non-saturating slope is close to -1, the Wasserstein slope is -1 everywhere, and
least squares pull the harder the worse the fake is.

Is the saturating loss therefore hopeless? Not with Adam, which divides every gradient
by its usual size: a factor that all gradients share is divided away again. What remains
of the difference is which images of a batch count more, and what happens when a slope
is so small that epsilon outweighs it. So a picture of slopes is no ranking.

## 7. The gradient penalty

The Wasserstein loss $f - r$ has no lowest value: doubling all logits doubles the gain.
So it needs a brake. A discriminator with this loss is called a **critic**, and
Gulrajani and others (2017) ask that its **slope** be 1, because the Wasserstein
distance compares critics that change by at most 1 per unit of distance. From here on
the slope is the length of the gradient of its logit with respect to a whole image,

$$\text{penalty} =
\text{mean}\left[(\lVert\nabla_{\hat x} D(\hat x)\rVert - 1)^2\right], \qquad
 \hat x = s\,x_\text{real} + (1 - s)\,x_\text{fake}.$$

$D(\hat x)$ is the logit of a mixture $\hat x$ of a real and a fake image, and $s$,
drawn from 0 to 1 for each pair, is the share of the real one. Together the two are
called WGAN-GP. The library is told `penalty: gradient_penalty` in a recipe, and adds
ten times the penalty to the critic's loss.
"""

# %% tags=["claim"]
given("adds ten times the penalty to the critic's loss")  # weight_penalty, lambda


# %% [markdown] tags=["exercise"] exercise="07_slope_penalty" points=3
"""
### Exercise 3: The gradient penalty

**Goal.** Write the penalty of the formula above, so that a critic can learn from it.

**Signature.** `slope_penalty(critic, x_real, x_fake, shares)` returns a tensor without
axes.

**Given.** `critic(x)` returns one logit an image, `(batch,)`, each computed from its
own image alone. `x_real` and `x_fake` are `(batch, 1, height, width)`, `shares` is
`(batch,)`: how much of each mixture is real. The gradient of the result must reach the
critic's weights, and nothing may be left in their `.grad`.

**Example.** One image of 1 x 2 pixels, and a critic that returns `3 * first + 4 *
second` of the two pixels. Its gradient is `(3, 4)` wherever you are, the slope is `5`,
and the penalty `(5 - 1)² = 16`.

**Checked** on critics that are steeper in some places than in others, for one image and
many: the number, and the gradient of every weight of the critic.

**Time.** 15 minutes, hard.

<details><summary>Hint 1</summary>

Make the mixtures first; `shares.view(-1, 1, 1, 1)` multiplies image by image. The
gradient is wanted with respect to them, so they need `requires_grad_()`.

</details>

<details><summary>Hint 2</summary>

`torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)` returns a tuple
with one tensor, `(batch, 1, height, width)`. With `create_graph` PyTorch writes down
how this gradient was computed. Only so can the penalty, which is made of it, be
differentiated in its turn. The sum is no mistake: no image has a part in another one's
logit, so each row is the gradient of its own logit.

</details>

<details><summary>Hint 3</summary>

`flatten(1)` makes one row of each image; its length is `.norm(dim=1)`.

</details>

#### When it passes

Leave out `create_graph=True`. What happens to the critic, if the penalty is added to
its loss?

<details><summary>Answer</summary>

Nothing, and that is the trouble: the penalty is a number that no weight has a part in.
It is added to the loss, it can be printed, and its gradient is missing. No error is
raised as long as the rest of the loss has a gradient.

</details>
"""


# %% tags=["solution"] exercise="07_slope_penalty"
def slope_penalty(critic, x_real, x_fake, shares):
    """Return how far the critic's slopes between real and fake are from 1."""
    # SOLUTION
    share = shares.view(-1, 1, 1, 1)
    mixed = (share * x_real + (1 - share) * x_fake).detach().requires_grad_()
    logits = critic(mixed)  # (batch,)
    (gradient,) = torch.autograd.grad(logits.sum(), mixed, create_graph=True)
    slopes = gradient.flatten(1).norm(dim=1)  # (batch,)
    return (slopes - 1).square().mean()
    # END


# %% tags=["check"] exercise="07_slope_penalty"
check("07_slope_penalty", slope_penalty)

# %% [markdown]
"""
### Written wrongly

Several well-known repositories take the norm over the wrong axis:
`gradient.norm(dim=1)` without `flatten(1)`. The gradient is `(batch, 1, 28, 28)`, axis
1 has one channel, and so this is no slope of an image but the size of *every single
pixel's* derivative. Nothing fails.
"""


# %%
def penalty_by_pixel(critic, x_real, x_fake, shares):
    """Return what the wrong axis gives: how far each pixel is from 1."""
    # The same mixture: lerp goes from x_fake to x_real by that share of the way.
    x = torch.lerp(x_fake, x_real, shares[:, None, None, None]).requires_grad_()
    gradient = torch.autograd.grad(critic(x).sum(), x, create_graph=True)[0]
    return (gradient.norm(dim=1) - 1).square().mean()  # (batch, 28, 28) before the mean


# %%
quiz(
    "The wrong penalty pulls the derivative of each of the 784 pixels to a size of 1. "
    "To which slope of a whole image does it pull?",
    {
        "To 1, as the right one does, since the mean is taken in the end": "The mean "
        "is over penalties. Every pixel for itself is asked to be 1.",
        "To 28, the root of 784 ones added up": "The slope is the root of the sum of "
        "squares, and there are 784 of them.",
        "To 784, since there are so many pixels in an image": "They are added as "
        "squares, and then the root is taken.",
    },
    right="To 28, the root of 784 ones added up",
)

# %% [markdown]
"""
We train one critic with each penalty. To see what the penalty itself asks for, let the
generator have won already: both batches are real images, so that there is nothing to
tell apart. We measure the slopes at these real images.
"""


# %%
def slopes_while_training(penalty, num_steps):
    """Train a critic; return the mean slope of an image, every twentieth step."""
    seed_everything(seed)
    critic, stream = DenseDiscriminator(), named_generator(seed, "critic")
    optimizer = torch.optim.Adam(critic.parameters(), lr=1e-3, betas=(0.0, 0.9))
    slopes = []
    for step in range(num_steps + 1):
        rows = torch.randint(55_000, (2, 64), generator=stream)
        first, second = x_real[rows[0]], x_real[rows[1]]
        loss = wasserstein_discriminator_loss(critic(first), critic(second))
        shares = torch.rand(64, generator=stream)
        if step % 20 == 0:
            x = first.clone().requires_grad_()
            (gradient,) = torch.autograd.grad(critic(x).sum(), x)
            slopes.append(gradient.flatten(1).norm(dim=1).mean().item())
        descend(loss + 10 * penalty(critic, first, second, shares), optimizer)
    return slopes


# %%
num_critic_steps = {"smoke": 20, "class": 300, "full": 1_000}[run.profile]
penalties = {"over the image": gradient_penalty, "over axis 1": penalty_by_pixel}
slopes = {
    name: slopes_while_training(penalty, num_critic_steps)
    for name, penalty in penalties.items()
}
steps = list(range(0, num_critic_steps + 1, 20))
print(plots.show_lines(steps, {"mean slope of an image": slopes}, "training step"))

# %% [markdown]
"""
Right, the slope goes to about 1; wrong, to about 28. The critic is then 28 times
steeper than the theory has it. No error is raised, which is why the mistake lives so
long, and the weight of ten means something else.

## 8. Which loss is best?

A fair comparison needs some care, and many that are quoted did not take it.

- **Equal cost.** A step of WGAN-GP costs more than a step without a penalty, so each
  game gets about the same CPU seconds, not the same steps. The counts of steps were
  fixed beforehand.
- **Equal effort.** The learning rate is searched for each loss, among the same four, on
  a seed that is not reported. It is the rate of both networks.
- **Five seeds**, every one shown.
- **The same networks**: the two fully connected ones of lesson 05, so that a game takes
  half a minute.

The rest was left as it is usual: WGAN-GP with Adam's betas 0 and 0.9 and a weight of
ten, but one step of the critic where its paper takes five; R1 at every eighth step.

The search first: how good each game was at its end, by learning rate. Cover the right
half with your hand. Which loss would you have chosen at a rate of 0.001?
"""

# %% tags=["claim"]
holds(
    "the slope goes to about 1",
    min(metric("penalty_the_image/mean_slope")) > 0.7,
    max(metric("penalty_the_image/mean_slope")) < 1.4,
)
holds(
    "wrong, to about 28",
    min(metric("penalty_axis_1/mean_slope")) > 20,
    max(metric("penalty_axis_1/mean_slope")) < 36,
)
steeper = metric("penalty_axis_1/mean_slope") / metric("penalty_the_image/mean_slope")
holds(
    "The critic is then 28 times steeper than the theory has it",
    24 < mean(steeper) < 34,
)
given("betas 0 and 0.9")  # of the recipe, as in Gulrajani et al.
given("at a rate of 0.001")  # the lowest of the four

# %%
plain = ["non_saturating", "saturating", "least_squares", "hinge"]
with_penalty = ["wasserstein", "non_saturating_r1", "least_squares_r1"]
of_losses = [f"game_{name}" for name in plain + with_penalty]
searched = game_results.distances_by_rate(recorded_rows("games_rates"))
print(plots.show_rates({m: searched[m] for m in of_losses if m in searched}))

# %% [markdown]
"""
At 0.001 least squares with R1 is the best of all, and the two losses of the first GAN
paper, non-saturating and saturating, are twice as far from the data; whoever stops
there reports that R1 and least squares make the difference. At 0.004 the same two are
as good as that. They wanted a larger rate, and nobody had asked them. At 0.008 least
squares fail altogether.

So a comparison at one common rate mostly says which loss likes that rate. Here is the
one that counts: each loss at its own best rate, on five other seeds. Each dot is one
game after a quarter, a half, three quarters and all of its seconds.
"""

# %% tags=["claim"]
RATES_OF_ALL = (0.001, 0.002, 0.004, 0.008)
TWO = ("game_non_saturating", "game_saturating")


def searched(method, rate):
    name = f"{method}/frechet_distance"
    (number,) = (
        row["metrics"][name]
        for row in [*rows("games_rates"), *rows("games_rates_more")]
        if name in row["metrics"] and row["parameters"]["recipe"]["lr"] == rate
    )
    return number


LOSSES = (
    *(f"game_{name}" for name in ("least_squares", "hinge", "wasserstein")),
    *("game_non_saturating_r1", *TWO),
)
best = searched("game_least_squares_r1", 0.001)
holds(
    "At 0.001 least squares with R1 is the best of all",
    all(best < searched(other, 0.001) for other in LOSSES),
)
for other in TWO:
    holds(
        "non-saturating and saturating, are twice as far from the data",
        1.8 * best < searched(other, 0.001) < 2.4 * best,
    )
    holds(
        "At 0.004 the same two are as good as that",
        searched(other, 0.004) < 1.05 * best,
    )
holds(
    "At 0.008 least squares fail altogether",
    searched("game_least_squares", 0.008) > 500,
    searched("game_least_squares_r1", 0.008) > 500,
)

# %%
rows = recorded_rows("games") + recorded_rows("games_sgd")
curves = game_results.quality_curves(rows)
print(plots.show_quality_by_seconds({m: curves[m] for m in of_losses if m in curves}))

# %% [markdown]
"""
Early on there are differences. After a quarter of the seconds the saturating loss is
behind all others; whether its flat slope is the cause we did not test. Least squares
with R1 are ahead. At the end most of that is gone. Let "ahead" mean: nearer in every
seed. Then least squares with R1 are ahead of both losses of the first GAN paper, but
among least squares with R1, plain least squares and hinge no order is clear, and the
Wasserstein loss is neither ahead of any of these five nor behind. Saturating and
non-saturating end close together, whatever the textbooks say. The non-saturating loss
with R1 is behind all others: a penalty can do harm as well.

Lucic and others (2018) found even less order on larger networks: with equal search no
loss was ahead of the others. Ours is a statement about these networks and half a
minute. The penalty's weight was not searched, and another weight may do better.

A small part of it you can run yourself: two games with the same seed, non-saturating
without a penalty and least squares with R1. They differ in loss, penalty and rate at
once, so they don't tell which of these makes a difference.
"""

# %% tags=["claim"]
import numpy as np

GAMES, SEEDS = "games", range(5)


def distances(method, what="frechet_distance"):
    """Five numbers, one a seed."""
    name, file = f"{method}/{what}", GAMES if method != "game_sgd" else "games_sgd"
    return np.array([next(iter(metric(name, file, seed=seed))) for seed in SEEDS])


def early(method):
    return distances(method, "frechet_distance_at_25_percent").mean()


REST = ("game_least_squares", "game_hinge", "game_wasserstein", *TWO[:1])
for other in (*REST, "game_least_squares_r1", "game_non_saturating_r1"):
    holds(
        "After a quarter of the seconds the saturating loss is behind all others",
        early("game_saturating") > 1.1 * early(other),
    )
for other in (*REST, "game_saturating", "game_non_saturating_r1"):
    holds(
        "Least squares with R1 are ahead",
        early("game_least_squares_r1") < 0.9 * early(other),
    )
holds(
    "least squares with R1 are ahead of both losses of the first GAN paper",
    *(all(distances("game_least_squares_r1") < distances(other)) for other in TWO),
)
NEAREST = ("game_least_squares_r1", "game_least_squares", "game_hinge")
holds(
    "among least squares with R1, plain least squares and hinge no order is clear",
    *(
        0 < sum(distances(one) < distances(other)) < 5
        for one in NEAREST
        for other in NEAREST
        if one != other
    ),
)
holds(
    "the Wasserstein loss is neither ahead of any of these five nor behind",
    *(
        0 < sum(distances("game_wasserstein") < distances(other)) < 5
        for other in (*NEAREST, *TWO)
    ),
)
saturating, non_saturating = (
    distances(f"game_{name}").mean() for name in ("saturating", "non_saturating")
)
holds(
    "Saturating and non-saturating end close together",
    0.8 < saturating / non_saturating < 1.25,
)
holds(
    "The non-saturating loss with R1 is behind all others",
    *(
        all(distances("game_non_saturating_r1") > distances(other))
        for other in (*REST, "game_saturating", "game_least_squares_r1")
    ),
)

# %%
live_steps = {"smoke": 8, "class": 1_000, "full": 4_000}[run.profile]
job = {"num_steps": live_steps, "steps_per_epoch": live_steps // 8}
job |= {"num_scored": num_scored, "seed": seed}
methods = ["game_non_saturating", "game_least_squares_r1"]
jobs = [{"method": m, "checkpoint": run.checkpoint(m), **job} for m in methods]
live = dict(zip(methods, train_side_by_side(jobs), strict=True))


# %%
def of_live(key):
    """Return what the history of either game says under this name."""
    return {
        title(method): [entry[key] for entry in outcome.history]
        for method, outcome in live.items()
    }


steps, _ = of_live("step").values()
panels = {"Fréchet distance": of_live("frechet_distance")}
print(plots.show_lines(steps, panels, "training step"))

# %% [markdown]
"""
After so few steps least squares with R1 is ahead, as in the first quarter of the
recorded games. We keep both histories; section 10 looks at their losses.

## 9. Which optimizer?

Next we keep the loss, least squares with R1, and change one thing at a time, again with
the rate searched for each and at about equal seconds:

- Adam's first number, *beta1*, says how long it remembers old gradients. Usually it is
  0.9. The first convolutional GANs took 0.5, because the opponent moves and old
  directions mislead; many later ones take 0.
- *SGD* does without Adam's division by the usual size of a gradient, here without
  momentum too.
- *Two time scales* give the discriminator a rate four times the generator's (Heusel and
  others, 2017).
- *More steps* of the discriminator: three in a round, and so fewer rounds.
- An *average* of the generator: the moving average of its weights makes the samples,
  and plays no part in the game.
"""

# %% tags=["claim"]
given("Usually it is 0.9")  # PyTorch's default
given("The first convolutional GANs took 0.5")  # Radford et al., 2016
given("a rate four times the generator's")  # lr_ratio of the recipe


# %%
changes = ["averaged", "adam_09", "sgd", "two_time_scales", "more_critic_steps"]
of_optimizers = [f"game_{name}" for name in ["least_squares_r1", *changes]]
shown = {m: curves[m] for m in of_optimizers if m in curves}
print(plots.show_quality_by_seconds(shown))

# %% [markdown]
"""
The average is the cheapest gain there is: it costs next to nothing, and it is below the
same game without it in every seed. Adam with the usual beta1 is behind in every seed.
SGD is far behind all others, although its rate was searched as well. At the best rate
of that search, 0.4, it exploded on four of the five seeds, so it plays at half of it.

Two time scales are worse in every seed here. They did best at 0.0005, which gives their
discriminator the 0.002 that is best without them. So what they change here is that the
generator is slower. The minute of section 5 was played with least squares, R1 and the
average.

## 10. Do loss curves tell quality?

"The discriminator's loss is almost 0 and the generator's rises: has my GAN failed?" is
asked more often than anything else about GANs, and answered both ways. We look at the
two games of section 8 first.
"""

# %% tags=["claim"]
BASE = "game_least_squares_r1"
holds(
    "Adam with the usual beta1 is behind in every seed",
    all(distances("game_adam_09") > distances(BASE)),
)
holds(
    "it is below the same game without it in every seed",
    all(distances("game_averaged") < distances(BASE)),
)
for other in (
    BASE,
    "game_averaged",
    "game_adam_09",
    "game_two_time_scales",
    "game_more_critic_steps",
):
    holds(
        "SGD is far behind all others",
        distances("game_sgd").mean() > 1.3 * distances(other).mean(),
    )
holds(
    "Two time scales are worse in every seed here",
    all(distances("game_two_time_scales") > distances(BASE)),
)
holds(
    "They did best at 0.0005, which gives their discriminator the 0.002 that is best "
    "without them",
    searched("game_two_time_scales", 0.0005)
    < min(searched("game_two_time_scales", rate) for rate in RATES_OF_ALL),
    searched(BASE, 0.002) == min(searched(BASE, rate) for rate in RATES_OF_ALL),
)
holds(
    "At the best rate of that search, 0.4",
    searched("game_sgd", 0.4)
    == min(searched("game_sgd", rate) for rate in (0.05, 0.1, 0.2, 0.4)),
)

# %%
quiz(
    "A generator's loss rises over a whole training. What do its images do?",
    {
        "They get worse, since a loss measures how bad something is": "It measures how "
        "badly the generator fools its opponent, and the opponent learns too.",
        "That can't be told from the loss: the opponent changes too": "A loss is "
        "measured by an opponent that is another one at every step.",
        "They get better, since the discriminator has become more demanding": "They "
        "may. But a generator that draws nothing but smudges has a rising loss too.",
    },
    right="That can't be told from the loss: the opponent changes too",
)

# %%
panels = {
    "discriminator's loss": of_live("loss"),
    "generator's loss": of_live("generator"),
}
print(plots.show_lines(steps, panels, "training step"))

# %% [markdown]
"""
The two games compute their losses by different formulas, so the heights of their curves
can't be compared. Within one game the losses do say something. In that of section 5 too
the discriminator's loss rose and the generator's fell, while the distance fell: the
fakes became harder to recognise. So it is tempting to compare games by their losses.

We do so for all recorded games with the non-saturating loss, without and with R1. Both
kinds compute their losses by the same formula.
"""

# %% tags=["claim"]
holds(
    "the discriminator's loss rose and the generator's fell, while the distance fell",
    min(metric("generator/discriminator_loss_rise")) > 0,
    max(metric("generator/generator_loss_rise")) < 0,
    all(metric("generator/frechet_distance") < metric("generator/first_distance")),
)

# %%
games = game_results.last_losses(rows)
logistic = ["game_non_saturating", "game_non_saturating_r1"]
print(plots.show_losses_and_quality({m: games[m] for m in logistic if m in games}))

# %% [markdown]
"""
From the generator's side the games with R1 are ahead in every seed: its loss is lower,
and their discriminator's is close to log 2, which is 0.693, as in the balance
that lesson 04 speaks of. But their images are worse. This is probably the third of
lesson 04's three situations: R1 holds the discriminator back, and whoever fools a weak
opponent need not have learnt much.

Now six kinds of games with the least squares loss, five seeds each. The *correlation of
ranks* is printed with the picture: 1 or -1 would mean that the order of the losses is
the order of the distances, and 0 that neither tells of the other.
"""

# %% tags=["claim"]
R1, WITHOUT = "game_non_saturating_r1", "game_non_saturating"
holds(
    "From the generator's side the games with R1 are ahead in every seed",
    all(distances(R1, "generator_loss") < distances(WITHOUT, "generator_loss")),
    all(distances(R1, "discriminator_loss") > distances(WITHOUT, "discriminator_loss")),
)
holds(
    "close to log 2, which is 0.693",
    max(abs(distances(R1, "discriminator_loss") - 0.693)) < 0.04,
)
holds(
    "But their images are worse", distances(R1).mean() > 1.2 * distances(WITHOUT).mean()
)

# %%
least_squares = ["game_least_squares", *of_optimizers]
shown = {m: games[m] for m in least_squares if m != "game_averaged"}
print(plots.show_losses_and_quality(shown))
without = [game for m, of in shown.items() if m != "game_sgd" for game in of]
*losses, ends = zip(*without, strict=True)
ranks = [game_results.rank_correlation(of_one, ends) for of_one in losses]
print("Without SGD:", *(f"{rank:.2f}" for rank in ranks))

# %% [markdown]
"""
It is about -0.4 for the discriminator's loss and 0.4 for the generator's. But the 30
dots are six clusters rather than 30 witnesses, and one cluster, SGD, does all of it:
without SGD both are about 0. Plain least squares, for example, end with a higher
generator's loss than Adam with a beta1 of 0.9, and with better images, in every seed.

We left one kind out, the average, because it shows best why. It is the same game as
least squares with R1, with the same losses to the last digit. Its images are better.

None of this is about the Wasserstein loss, whose paper says that the critic's loss
follows the quality of the images within a training. We have the last losses of five
such games, too few to hold that or to doubt it.

So losses can warn you within one game, as a discriminator's loss that sticks near 0
does. To choose a recipe, or to know when to stop, measure the images.

## 11. Label smoothing

A last trick that is often used and often used wrongly. A discriminator that is too sure
of itself is asked for less: its target for real images becomes 0.9 in place of 1. Some
write 0.1 for fake images as well. Is that the same idea?

No training is needed to find out. At some place let the density of real images be $p_r$
and that of fakes $p_f$, and let $t_r$ and $t_f$ be the targets. The output $d$ there
lowers

$$-\,[A \log d + B \log(1 - d)], \quad A = t_r\,p_r + t_f\,p_f, \quad
B = (1 - t_r)\,p_r + (1 - t_f)\,p_f,$$

where $A$ is how often this place is called real, and $B$ how often fake. Where both $A$
and $B$ are above 0 its lowest point is $d = A / (A + B)$.
"""

# %% tags=["claim"]
from msgan_lib.game_results import rank_correlation

SQUARES = (
    "game_least_squares",
    "game_least_squares_r1",
    "game_adam_09",
    "game_two_time_scales",
    "game_more_critic_steps",
    "game_sgd",
)


def correlation(methods, whose):
    return rank_correlation(
        np.concatenate([distances(method, f"{whose}_loss") for method in methods]),
        np.concatenate([distances(method) for method in methods]),
    )


holds(
    "It is about -0.4 for the discriminator's loss and 0.4 for the generator's",
    abs(correlation(SQUARES, "discriminator") + 0.4) < 0.05,
    abs(correlation(SQUARES, "generator") - 0.4) < 0.05,
)
holds(
    "without SGD both are about 0",
    *(abs(correlation(SQUARES[:-1], w)) < 0.1 for w in ("discriminator", "generator")),
)
holds(
    "with the same losses to the last digit. Its images are better",
    *(
        all(distances("game_averaged", what) == distances(SQUARES[1], what))
        for what in ("discriminator_loss", "generator_loss")
    ),
    all(distances("game_averaged") < distances(SQUARES[1])),
)
SLOW = "game_adam_09"
holds(
    "Plain least squares, for example, end with a higher generator's loss than Adam "
    "with a beta1 of 0.9, and with better images, in every seed",
    all(distances(SQUARES[0], "generator_loss") > distances(SLOW, "generator_loss")),
    all(distances(SQUARES[0]) < distances(SLOW)),
)
given("becomes 0.9 in place of 1")  # Salimans et al., 2016
given("Some write 0.1 for fake images")  # a setting

# %% [markdown] tags=["exercise"] exercise="07_best_output" points=2
"""
### Exercise 4: The best output for any targets

**Goal.** Say what the best discriminator's output is for given targets.

**Signature.** `best_output(p_real, p_fake, target_real, target_fake)` returns a tensor
of the shape of `p_real`.

**Given.** The densities `p_real` and `p_fake`, tensors of one shape, at least 0 and not
both 0 at the same place; `target_real` and `target_fake`, two numbers. They may lie
beyond 0 and 1, as `1.1` and `-0.1` do. Then $A$ or $B$ may be negative: the loss has no
lowest point there and falls as $d$ goes to 0 or to 1. Return the end to which it goes.

**Example.** With the targets `1.0` and `0.0`, and `p_real = [0.3, 0.5]`, `p_fake =
[0.1, 0.5]`, the result is `[0.75, 0.5]`, as in lesson 04. With the targets `0.9` and
`0.1` it is `[0.7, 0.5]`.

**Checked** on densities of several shapes, on places where one of them is 0, and on
targets within and beyond 0 and 1.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

What is $A + B$? The targets drop out of it.

</details>

<details><summary>Hint 2</summary>

So the output is a mean of the two targets, weighed by how frequent either kind is at
that place.

</details>

<details><summary>Hint 3</summary>

Where $B$ is negative, $A / (A + B)$ is above 1, and the loss falls towards $d = 1$.
Where $A$ is, the quotient is below 0. `clamp` does both.

</details>

#### When it passes

Ask it about a place with fakes only, for the targets `(1, 0)`, `(0.9, 0)` and `(0.9,
0.1)`. What does the generator learn there?

<details><summary>Answer</summary>

`0`, `0` and `0.1`. With the first two the fakes are worth nothing there, and next to
the real images they are worth more: there is a way uphill. With the last one the output
is `0.1` wherever there are fakes only. It is flat, so a fake that is far off gets no
direction.

</details>
"""


# %% tags=["solution"] exercise="07_best_output"
def best_output(p_real, p_fake, target_real, target_fake):
    """Return the output that lowers the loss most, at each place."""
    # SOLUTION
    best = (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)
    return best.clamp(0, 1)
    # END


# %% tags=["check"] exercise="07_best_output"
check("07_best_output", best_output)

# %% [markdown]
"""
Now let real points be normally distributed around 0 and fakes around 2, both with the
standard deviation 1. Left we draw the best output for four pairs of targets, and right
what becomes of it at the generator: how hard the non-saturating loss pulls a fake at
that place towards the real points.
"""


# %%
def pull(x, target_real, target_fake):
    """Return the best output at x, and how hard a fake there is pulled to the left."""
    x = x.clone().requires_grad_()
    p_real, p_fake = torch.exp(-(x**2) / 2), torch.exp(-((x - 2) ** 2) / 2)
    output = (target_real * p_real + target_fake * p_fake) / (p_real + p_fake)
    (slope,) = torch.autograd.grad(-output.log().sum(), x)
    return output.detach().clamp(0, 1), slope.where(
        (output > 0) & (output < 1), torch.nan
    )


# %%
x = torch.linspace(-3, 6, 91, dtype=torch.float64)
outputs, pulls = {}, {}
for targets in ((1.0, 0.0), (0.9, 0.0), (0.9, 0.1), (1.1, -0.1)):
    output, pulled = pull(x, *targets)
    outputs[f"targets {targets[0]}, {targets[1]}"] = output.tolist()
    pulls[f"targets {targets[0]}, {targets[1]}"] = pulled.tolist()
panels = {"best output": outputs, "pull towards real points": pulls}
print(plots.show_lines(x.tolist(), panels, "place of a point"))

# %% [markdown]
"""
Smoothing on one side, (0.9, 0), is harmless: the output stops at 0.9, and the pull is
at every place the same as without smoothing, because a constant factor in the output
drops out of the slope of its logarithm. Smoothing on both sides, (0.9, 0.1), gives the
fakes that are farthest off the weakest pull, and those need it most. At 6 it is less
than a thousandth of what one side gives. With (1.1, -0.1), targets beyond 0 and 1,
there is no best output at either end: the logits grow without limit. On the way to the
fakes' end the pull explodes, and beyond that it is gone.

## Summary

- The loop of a GAN is short: in each round new real images, new noise, the
  discriminator's step, the generator's step. What the library adds is bookkeeping.
- Most faults raise no error. Look at which weights got a gradient, an old one with it,
  and which moved.
- With about equal seconds and a rate searched for each, no order was clear among the
  best three losses. At one common rate one would have won. An average of the generator
  was the cheapest gain.
- A norm over the wrong axis makes every pixel's derivative 1, and an image's slope 28.
- Losses of a game are measured by an opponent that changes. Ours can warn; to know the
  quality of images, measure images.

## What we did not show

- Larger networks, colour, spectral normalisation, attention. The order of losses may be
  another one there.
- Long trainings. Ours end after a minute or two, most of them still getting better.
- How good a measure the Fréchet distance is. Lesson 08 takes it apart.

## Further reading

- Goodfellow and others (2014), *Generative Adversarial Nets*; Salimans and others
  (2016), *Improved Techniques for Training GANs*: one-sided smoothing.
- Mao and others (2017), *Least Squares Generative Adversarial Networks*; Lim and Ye
  (2017), *Geometric GAN*: the hinge loss.
- Arjovsky and others (2017), *Wasserstein GAN*; Gulrajani and others (2017), *Improved
  Training of Wasserstein GANs*.
- Heusel and others (2017), *GANs Trained by a Two Time-Scale Update Rule Converge to a
  Local Nash Equilibrium*; Mescheder and others (2018), *Which Training Methods for GANs
  do actually Converge?*
- Lucic and others (2018), *Are GANs Created Equal?*: equal search for every loss.

We now have a generator and one number for its quality. The next lesson asks how far
that number can be trusted. The last cell saves what we measured.
"""

# %% tags=["claim"]
import math


def slope_of_log(x, target_real, target_fake, width=1e-5):
    def output(at):
        real, fake = math.exp(-(at**2) / 2), math.exp(-((at - 2) ** 2) / 2)
        return (target_real * real + target_fake * fake) / (real + fake)

    return -(math.log(output(x + width)) - math.log(output(x - width))) / (2 * width)


given("Smoothing on one side, (0.9, 0), is harmless: the output stops at 0.9")
given("Smoothing on both sides, (0.9, 0.1)")
given("With (1.1, -0.1)")
holds(
    "the pull is at every place the same as without smoothing",
    all(
        math.isclose(slope_of_log(x, 0.9, 0), slope_of_log(x, 1, 0), rel_tol=1e-3)
        for x in (0, 1, 2, 4, 6)
    ),
)
far = slope_of_log(6, 0.9, 0.1)
holds(
    "gives the fakes that are farthest off the weakest pull",
    far < slope_of_log(4, 0.9, 0.1) < slope_of_log(2, 0.9, 0.1),
)
holds(
    "At 6 it is less than a thousandth of what one side gives",
    far < slope_of_log(6, 0.9, 0) / 1_000,
)

# %%
saved = ("classes_reached", "sure_percent", "frechet_distance", "coverage")
metrics = {f"generator/{name}": samples[name] for name in saved}
metrics["generator/training_cpu_seconds"] = training.cpu_seconds
if public := games.get("public_recipe"):
    of_seeds = [distance for *_, distance in public]
    metrics["public_recipe/frechet_distance"] = sum(of_seeds) / len(of_seeds)
first, last = training.history[0], training.history[-1]
metrics |= {
    "generator/first_distance": first["frechet_distance"],
    "generator/discriminator_loss_rise": last["loss"] - first["loss"],
    "generator/generator_loss_rise": last["generator"] - first["generator"],
}
for method, outcome in live.items():
    metrics[f"live_{method}/frechet_distance"] = outcome.samples["frechet_distance"]
for name, of_training in slopes.items():
    where = name.replace("over ", "").replace(" ", "_")
    metrics[f"penalty_{where}/mean_slope"] = of_training[-1]
run.save(metrics)
