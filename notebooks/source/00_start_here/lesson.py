# ---
# jupyter:
#   minutes: {smoke: 0.1, class: 0.2}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 00. Start here

This lesson checks your computer, shows the images that the whole course works on, and
says how lessons, profiles and results work.

**You will**

- check that the course runs on your computer;
- look at handwritten digits at four scales, and classify some of them by hand and by
  the simplest classifier there is;
- run a lesson in another profile, and find its result again.

**You need** nothing but an installed course (the README says how) and some Python.

**Time**: about 20 minutes of reading; the cells run in well under a minute.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # which images are labelled in section 5
labels_per_class: int = 10  # how many of each digit are labelled in section 5

# %% [markdown]
"""
Every lesson begins with a cell like the one above: its **parameters**. Everything that
you may want to change stands there, and nothing else does.

The next cell imports what the lesson uses, fixes the random numbers, and starts a
**run**: one execution of a lesson with its parameters, whose result is kept.
"""

# %%
import platform

import numpy as np
import torch

from msgan_lib import __version__, measure, plots, pyramid
from msgan_lib.data import load_images
from msgan_lib.few_labels import label_draw, to_tensor
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.lesson.self_check import self_check

run = start_run(
    "00_start_here", profile=profile, seed=seed, labels_per_class=labels_per_class
)
seed_everything(seed)
print("Python", platform.python_version(), "- msgan_lib", __version__)

# %% [markdown]
"""
## 1. What this course is about

Its one question: **when does a GAN improve a multi-scale image classifier, and by how
much?**

**Why several scales?** A handwritten 8 is two loops. Whether a loop is closed is a
matter of a few pixels: a *fine* scale. That there are two of them, one above the other,
is a matter of the whole image: a *coarse* scale. A classifier that looks at one scale
only has to find the other one by itself. Objects also come in different sizes, and an
image classifier should not care. Part I of the course looks at scales.

**Why a GAN?** A generative adversarial network is a game of two networks. The
*generator* turns random numbers into images. The *discriminator* looks at an image and
says whether it is real or generated. Each learns from the other, and neither needs to
know what the images show. Labels are expensive and images are cheap, so a method that
learns from images without labels is worth a look. Part II is about the game.

**Does it help?** An article that inspired this course says that GANs improve
multi-scale image classification, and sketches how. It doesn't measure it. We do, on the
same images, with the same effort on both sides, and with more than one random draw. The
answer may depend on how many labels there are and on what else is done. Part III
measures it.

**For whom?** You can read Python, you have trained a small network before or are
willing to look things up, and you would rather see a number than a promise. No GPU is
needed.
"""

# %% [markdown]
"""
## 2. Is everything there?

Each line says [OK] or [FAIL]; a failed line also says what to do. In a terminal
`msgan doctor` checks the same and a little more, such as the disk (the README says how
to make the command `msgan` known to a terminal).
"""

# %%
for line in self_check():
    print(line)

# %% [markdown]
"""
If a line failed, mend that first: all lessons stand on it.

## 3. The images

MNIST holds 70,000 handwritten digits of 28 x 28 pixels: 60,000 to learn from, 10,000 to
be tested on. It is old and small. That is why we use it: a training that takes a minute
can be repeated often, and a result that was repeated can be trusted more. What we find
holds for such images first; Fashion-MNIST, of the same size but harder, comes in where
that matters.

The files lie in the folder `data/`. Each time they are read their checksum is compared,
so a damaged file can't give a strange result.
"""

# %% tags=["nbval-check-output"]
images, labels = load_images("mnist", "train")
test_images, test_labels = load_images("mnist", "test")
print("training", images.shape, images.dtype, "from", images.min(), "to", images.max())
print("test    ", test_images.shape)

# %% [markdown]
"""
A pixel is a number from 0 (paper) to 255 (ink). Networks like small numbers, so we
divide by 255 and get 0 to 1. We also insert an axis for the colour channels, of which
there is one.
"""

# %% tags=["nbval-check-output"]
x_train = to_tensor(images)  # (60000, 1, 28, 28)
x_test = to_tensor(test_images)  # (10000, 1, 28, 28)
print(tuple(x_train.shape), x_train.dtype, "from", x_train.min().item(), "to 1.0")

# %%
print(plots.show_images(x_train[:20], [str(n) for n in labels[:20]]))

# %% [markdown]
"""
The number above each image is its **label**, what a person said it shows. Read the
images before you look at the labels. Most are easy; now and then one is not.

How many are there of each digit?
"""

# %% tags=["nbval-check-output"]
for digit, count in enumerate(np.bincount(labels)):
    print(digit, count)

# %% [markdown]
"""
Nearly equally many, but not quite. A classifier that always says 1 is right in a little
over a tenth of the cases. Every result of this course has to be compared with
something; that is the weakest comparison there is.

## 4. The same image at four scales

We blur an image a little and keep every second pixel. Then we do it again. The result
is a **pyramid**, which lesson 01 builds. Each of its images is a **level**; level 0 is
the finest.
"""

# %% tags=["claim"]
right = 100 - metric("always_one/test_error_percent")
holds(
    "is right in a little over a tenth of the cases", min(right) > 10.5, max(right) < 12
)

# %%
levels = pyramid.gaussian_pyramid(x_train[:1], num_levels=4)
print(plots.show_pyramid(levels, f"a {labels[0]} at four scales"))

# %% [markdown]
"""
At 14 x 14 pixels nothing is lost that you need. At 7 x 7 you may still guess. At 4 x 4
it is a stain. How much a classifier can do with each of them is a question for lesson
01; here is a first taste of it.
"""

# %% [markdown]
"""
## 5. A classifier without learning

The simplest classifier compares a new image with all images whose label it knows, and
takes the label of the nearest one. "Near" means a small sum of squared differences,
pixel by pixel.

We give it very few labels: by default ten images of each digit, drawn at random.
`label_draw` does that everywhere in this course, so that all methods get the same ones.
"""

# %% tags=["nbval-check-output"]
drawn = label_draw(labels, labels_per_class, seed)
print(len(drawn), "labelled images,", np.bincount(labels[drawn]), "of each digit")


# %%
def nearest_neighbour(x, x_known, y_known):
    """Return the label of the nearest known image for each image of x."""
    distances = torch.cdist(x.flatten(1), x_known.flatten(1))  # (n, known)
    return y_known[distances.argmin(dim=1)]  # (n,)


# %% [markdown]
"""
First a tiny test, which every function in this course gets. Each known image must be
nearest to itself.
"""

# %% tags=["nbval-check-output"]
x_known = x_train[drawn]  # (100, 1, 28, 28)
y_known = torch.from_numpy(labels[drawn])  # (100,)
found = nearest_neighbour(x_known, x_known, y_known)
print("finds itself:", torch.equal(found, y_known))

# %% [markdown]
"""
Which of the four scales is best? That is a choice, and choices need images of their
own: chosen on the test images, the best scale would be partly the luckiest one. For
choices we use the last 5,000 training images, the **development images**. `label_draw`
never draws from them.
"""

# %%
quiz(
    "Why do we not choose the best scale on the test images?",
    {
        "Their labels are not known to us": "They are known: we count the errors with "
        "them. That we do not choose with them is a rule that we keep.",
        "The winner's error on them is too low": "A scale can win because it is "
        "good, or because these images happen to suit it. Whoever picks the winner "
        "picks both, and its error on the same images flatters it.",
        "They are harder than training images": "They come from the same kind of "
        "people, and errors on both are about alike. The trouble begins when we "
        "choose.",
        "It would take too long with so many": "It would take twice as long, and we "
        "would still not do it: the test error has to be one that we did not pick.",
    },
    right="The winner's error on them is too low",
)

# %% [markdown]
"""
Now the errors of the four scales on the development images.
"""

# %%
x_development, y_development = x_train[-5_000:], labels[-5_000:]
development_levels = pyramid.gaussian_pyramid(x_development, num_levels=4)
known_levels = pyramid.gaussian_pyramid(x_known, num_levels=4)
errors = {}
for x, known in zip(development_levels, known_levels, strict=True):
    found = nearest_neighbour(x, known, y_known).numpy()
    side = x.shape[-1]
    errors[side] = 100 * float((found != y_development).mean())
    print(f"{side:2d} x {side:2d} pixels: {errors[side]:5.1f} % wrong")

# %% tags=["nbval-check-output"]
best = min(errors, key=errors.get)
print("best scale:", best, "x", best)
print("better than always saying 1:", errors[best] < 88)

# %% [markdown]
"""
It is far better than guessing, and it learned nothing at all. And the full image is not
the best scale for it here. A likely reason: blurred images forgive a stroke that lies a
pixel beside where it was. This is our first hint that scales matter.

Now that the scale is chosen, the 10,000 **test images** tell how good it is. From here
on nothing is chosen any more, so we may measure on them.

How sure can we be of the answer? The test images are a sample; others would give
another number. The **95 % confidence interval** is made so that it holds the true error
for 95 of 100 such samples.
"""

# %% tags=["claim"]
SCALES = [
    metric(f"nearest_neighbour_{side}/development_error_percent")
    for side in (28, 14, 7, 4)
]
holds(
    "It is far better than guessing",  # which is wrong in 90 % of the cases
    all(min(scales) < 45 for scales in zip(*SCALES, strict=True)),
)
a_coarser_one_is_better = all(
    full - min(coarser) > 1 for full, *coarser in zip(*SCALES, strict=True)
)
holds("the full image is not the best scale for it here", a_coarser_one_is_better)
given("95 % confidence interval")  # the interval's definition

# %%
level = [28, 14, 7, 4].index(best)
test_level = pyramid.gaussian_pyramid(x_test, num_levels=4)[level]
found = nearest_neighbour(test_level, known_levels[level], y_known).numpy()
wrong = int((found != test_labels).sum())
low, high = measure.error_interval(wrong, len(test_labels))
print(f"{wrong / 100:.1f} % wrong, interval {low:.1f} % to {high:.1f} %")

# %% [markdown]
"""
The interval knows of one kind of chance only. Which images were labelled is another.
How large is that one? We repeat the same with other draws.
"""

# %%
num_draws = {"smoke": 3, "class": 10, "full": 50}[run.profile]
by_draw = []
for label_seed in range(num_draws):
    chosen = label_draw(labels, labels_per_class, label_seed)
    known = pyramid.gaussian_pyramid(x_train[chosen], num_levels=4)[level]
    answers = nearest_neighbour(test_level, known, torch.from_numpy(labels[chosen]))
    by_draw.append(100 * float((answers.numpy() != test_labels).mean()))
print("errors in %:", " ".join(f"{error:.1f}" for error in by_draw))

# %%
over_draws = float(np.std(by_draw, ddof=1))
over_images = (high - low) / (2 * 1.96)  # an interval is 1.96 of them to each side
print(f"standard deviation over draws of labels: {over_draws:.1f} points")
print(f"over choices of test images:             {over_images:.1f} points")

# %% [markdown]
"""
The standard deviation says how far apart results typically are, once over draws of
labels and once over choices of test images. The first is the larger one: the same
method, the same test images, and yet another result with every draw. A comparison from
one draw can easily be luck. So the comparisons of this course use several draws and
show each of them.
"""

# %% tags=["claim"]
over_draws = metric("nearest_neighbour_draws/sd_points")
over_images = metric("nearest_neighbour_images/sd_points")
holds("The first is the larger one", all(over_draws > 2 * over_images))

# %%
quiz(
    "With one draw of labels, method A makes fewer test errors than B. What follows?",
    {
        "A is better, since 10,000 images leave no room for luck": "They leave little "
        "room for luck with test images. The luck of the draw is untouched.",
        "With another draw of labels B may be the better one": "How large the "
        "difference has to be before that is unlikely, only more draws can tell.",
        "Nothing, since one result is worth nothing at all": "It is worth something: "
        "for these labelled images we now know the errors of A and of B.",
    },
    right="With another draw of labels B may be the better one",
)

# %% [markdown]
"""
## 6. How lessons work

- **Run cells from top to bottom.** Change a number and run a cell again: you can't
  damage anything. If results look strange, restart the kernel and run all cells.
- **Profiles.** `class` is for reading along: at most three minutes a lesson. `full`
  trains longest: the README's numbers of lesson 14 come from it. `smoke` runs every
  line with almost no training; its numbers mean nothing.
- **Your own copy.** `make lab` copies the lessons to the folder `work/` and opens them
  there. What you write stays yours when the course is updated.
- **Without a browser.** `msgan run 00_start_here` runs this lesson in a terminal and
  keeps the executed notebook. `msgan run 00_start_here -p labels_per_class=1` changes a
  parameter.
- **Repeating.** A seed is the number that starts a stream of random ones. The same seed
  gives the same results on the same computer. Other processors round differently, so
  your last digits may differ from those of others.
"""

# %% tags=["nbval-check-output"]
first = torch.rand(3, generator=named_generator(seed=0, name="noise"))
again = torch.rand(3, generator=named_generator(seed=0, name="noise"))
other = torch.rand(3, generator=named_generator(seed=0, name="labels"))
print("same name, same numbers:", torch.equal(first, again))
print("another name, others:   ", not torch.equal(first, other))

# %% [markdown]
"""
Random numbers have names here. Noise and labels come from streams of their own, so that
a lesson that draws more noise doesn't get other labels.

## 7. Words that this course uses

| word | meaning |
|---|---|
| **run** | one execution of a lesson with its parameters; it leaves a result |
| **level** | one scale of an image; 0 is the finest |
| **labelled**, **unlabelled** | images whose label a method may use, and the others |
| **draw** | one random choice of the labelled images |
| **development images** | the last 5,000 training images: we choose on them |
| **test images** | they score what was chosen, once |

What networks and their trainings consist of gets its names in lesson 02, where the
first network stands.

One mix-up is worth clearing up now, because the article invites it: the generator's
images are *not* the training images, and the discriminator's output is *not* the test
images. Training and test is a split of the real images. Real and generated is something
else.
"""

# %%
quiz(
    "What does a generator turn random numbers into?",
    {
        "Images to train a classifier with": "Training images are real ones, with "
        "labels. One can try to train with generated images too, and lesson 13 does; "
        "but that is a use of them, not what they are.",
        "Slightly changed copies of real images": "That would be augmentation. A "
        "GAN's generator never sees a real image; it gets random numbers alone.",
        "New images that nobody has drawn": "And nobody has said either what they "
        "show: they come without labels.",
    },
    right="New images that nobody has drawn",
)

# %% [markdown]
"""
## Your turn

Every lesson has **exercises**. You write one function in place of the `...`, run its
cell, then run the cell with the check below it. The check tries your function on random
inputs and says what is wrong. There are three hints, from small to large; after a right
answer, or after the fourth wrong one, a solution is shown. You may leave an exercise
out: nothing later needs it. This one is to warm up.
"""

# %% [markdown] tags=["exercise"] exercise="00_majority_error"
"""
### Exercise 1: The weakest classifier

**Goal.** Measure the error of a classifier that gives every image the same label: the
one that is most frequent among the labels it knows.

**Signature.** `majority_error(y_known, y_new)` returns one number, in percent: a plain
number, or a tensor that holds one.

**Given.** `y_known` and `y_new` are one-dimensional tensors of labels, int64, 0 to 9.
The classifier knows `y_known`; the error is counted on `y_new`. One label is more
frequent in `y_known` than each other one.

**Example.** Let `y_known` be `torch.tensor([7, 2, 2, 9, 8])` and `y_new` be
`torch.tensor([2, 7, 7, 7])`. The most frequent known label is 2. It is wrong for three
of the four new images, so `majority_error(y_known, y_new)` is `75.0`.

**Checked** on few and on many labels; each label is the most frequent one in turn.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

Two steps: find the most frequent label, then count how often `y_new` differs from it.

</details>

<details><summary>Hint 2</summary>

`torch.bincount(y)` counts how often each label occurs; `argmax` gives the place of the
largest number.

</details>

<details><summary>Hint 3</summary>

`(y_new != label)` is a tensor of True and False. As floats they are 1 and 0, and the
mean of these is the share of wrong answers, from 0 to 1.

</details>

#### When it passes

What does it return for `torch.from_numpy(labels)` and `torch.from_numpy(test_labels)`,
and does that fit what section 3 says?

<details><summary>Answer</summary>

It returns the error of always saying 1, the most frequent training label: nearly nine
in ten test images show another digit. So that classifier is right in a little over a
tenth of the cases, as section 3 says. The counts there are those of the training
images; in the test images 1 is the most frequent digit too.

</details>
"""


# %% tags=["solution"] exercise="00_majority_error"
def majority_error(y_known, y_new):
    """Return the error, in percent on y_new, of always giving y_known's top label."""
    # SOLUTION
    most_frequent = torch.bincount(y_known).argmax()
    share_wrong = (y_new != most_frequent).double().mean()
    return 100 * share_wrong.item()
    # END


# %% tags=["check"] exercise="00_majority_error"
check("00_majority_error", majority_error)

# %% [markdown]
"""
And three things to try, without a check:

1. **Other numbers of labels** (3 minutes). Set `labels_per_class` to 1, then to 100,
   and run all cells. How does the error change? What does the spread between draws do?
   Is the best scale still the same?
2. **Another profile** (2 minutes). In a terminal, run `msgan run 00_start_here
   --profile smoke`. Where is its result? What is in it?
3. **By eye** (5 minutes). Find in section 3 an image whose label you would have got
   wrong. Look at it at 7 x 7 pixels: is it easier or harder?

## Summary

- The course asks when a GAN improves a multi-scale image classifier, and by how much.
- MNIST is read from checked files; no internet connection is needed.
- With few labels, even the simplest classifier can work better at a coarser scale than
  at full size.
- Which images are labelled matters more than the interval of one result shows.
- Choices are made on development images; test images only measure.
- Profiles say how much is computed; parameters say what; seeds make it repeatable.

## What we did not show

- Any network, any training, any GAN. Lesson 14 shows a whole training if you can't
  wait.
- That several scales *together* are better than the best one. Lessons 01 and 02 ask
  that.

## Further reading

- LeCun, Bottou, Bengio and Haffner (1998), *Gradient-Based Learning Applied to Document
  Recognition*: where MNIST comes from.
- Burt and Adelson (1983), *The Laplacian Pyramid as a Compact Image Code*.
- Goodfellow and others (2014), *Generative Adversarial Nets*.

The last cell saves what we measured.
"""

# %% tags=["claim"]
holds(
    "even the simplest classifier can work better at a coarser scale",
    a_coarser_one_is_better,
)
holds(
    "Which images are labelled matters more than the interval of one result shows",
    all(over_draws > 2 * over_images),
)

# %%
metrics = {
    f"nearest_neighbour_{side}/development_error_percent": error
    for side, error in errors.items()
}
metrics["nearest_neighbour_chosen/test_error_percent"] = wrong / 100
metrics["nearest_neighbour_draws/sd_points"] = over_draws
metrics["nearest_neighbour_images/sd_points"] = over_images
metrics["always_one/test_error_percent"] = 100 * float((test_labels != 1).mean())
run.save(metrics)
