# ---
# jupyter:
#   minutes: {smoke: 0.2, class: 2.0}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 08. Measuring GANs: what a number sees

We rank sheets of samples by eye and then by numbers, and then we put the numbers
themselves to the test: which of them notices what, and which one tells whether the
images are of any use?

**You will**

- compute the measures that papers report, and say what each of them cannot see;
- fool one of them without drawing a single new digit;
- find out whether pretty samples are the useful ones.

**You need** lessons 00 to 07.

**Time**: about 120 minutes of reading and exercises, with a break after section 4;
the cells run in two minutes.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # noise of the samples, which real images are drawn, first weights

# %%
import dataclasses

import numpy as np
import torch
import torch.nn.functional as F

from msgan_lib import plots, widgets
from msgan_lib.few_labels import load_few_labels
from msgan_lib.game_results import rank_correlation
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.losses import reconstruction_loss
from msgan_lib.measure_images import compare_features, frechet_distance, read_images
from msgan_lib.neighbourhoods import (
    about_copies,
    expected_coverage,
    nearer_share,
    nearest_distances,
    neighbourhood_measures,
)
from msgan_lib.networks.autoencoders import Autoencoder
from msgan_lib.networks.judge import Judge
from msgan_lib.training.game import draw_images
from msgan_lib.training.gan_train import (
    gan_test_error,
    gan_train_error,
    name_images,
    train_reader,
)
from msgan_lib.training.loop import run_training
from msgan_lib.training.methods import make_training
from msgan_lib.training.progress import ProgressBar
from msgan_lib.training.recipes import title
from msgan_lib.weights import load_generator, load_judge

run = start_run("08_measuring_gans", profile=profile, seed=seed)
seed_everything(seed)

# %% [markdown]
"""
Below are twelve images from each of five sheets. Some sheets come from generators that
the course ships, some from elsewhere.
"""

# %%
small = run.profile == "smoke"
num_samples = 300 if small else 5_000
data = load_few_labels().scored_on(500 if small else None)
x_train = data.x_unlabelled[:55_000]  # (55000, 1, 28, 28)
# Development images, which no generator has seen: half to compare with, half new.
in_halves = torch.randperm(
    len(data.x_development), generator=named_generator(seed, "h")
)
x_real, x_new = data.x_development[in_halves].chunk(2)
judge = load_judge()


# %%
def samples_of(name, length=1.0):
    """Return images that a shipped generator makes of z, shortened or stretched."""
    generator = load_generator(name)
    z = generator.sample_noise(num_samples, named_generator(seed, f"z of {name}"))
    return draw_images(generator, length * z)


# %%
stream = named_generator(seed, "some training images")
x_copied = x_train[torch.randperm(55_000, generator=stream)[:num_samples]]
noise = torch.randn(x_copied.shape, generator=stream)
sheets = {
    "A": samples_of("game_averaged"),
    "B": x_copied[:100].repeat(num_samples // 100, 1, 1, 1),
    "C": samples_of("lesson_06_generator"),
    "D": samples_of("full_generator", length=0.7),
    "E": (x_copied + 0.1 * noise).clamp(0, 1).roll(-100, dims=0),
}
print(plots.show_rows({name: x[:12] for name, x in sheets.items()}))

# %% [markdown]
"""
Which sheet would you choose if a classifier were to learn from it? Write your order
into the next cell. (The code above tells where the sheets are from.) *Is the
best-looking sheet the most useful one?* Section 8 answers.
"""

# %%
by_eye = "ABCDE"  # your order, the best sheet first

# %% [markdown]
"""
## 1. The distance of two clouds

Two images can't be compared pixel by pixel, since a 3 moved by two pixels is still a 3.
So measures look at features: the 64 numbers in which the judge of lesson 05 describes
an image. A set of images is then a cloud of points.

You know the **Fréchet distance** from lessons 05 to 07. It is a formula of the means
$m$ and the covariances $C$ of two clouds,

$$|m_r - m_f|^2 + \mathrm{trace}\,(C_r + C_f - 2\,(C_r C_f)^{1/2}),$$

where $r$ is for real and $f$ for fake. The first part says how far apart the clouds
are, the second how differently they spread. Nothing else of a cloud is looked at.

A covariance is the table that says how the features spread together, and a trace adds
up its diagonal. The trace of a root is the sum of the roots of the eigenvalues, and so
the code below needs no root of $C_r C_f$.
"""


# %% tags=["nbval-check-output"]
def distance_by_hand(real, fake):
    """Return the Fréchet distance of features (n, d) and (m, d)."""
    real, fake = real.double(), fake.double()
    covariances = torch.cov(real.T), torch.cov(fake.T)  # (d, d) each
    values, vectors = torch.linalg.eigh(covariances[0])
    root = vectors * values.clamp_min(0).sqrt() @ vectors.T
    # root C_f root has the eigenvalues of C_r C_f, and is symmetric.
    of_both = torch.linalg.eigvalsh(root @ covariances[1] @ root).clamp_min(0)
    traces = covariances[0].trace() + covariances[1].trace()
    between_means = (real.mean(dim=0) - fake.mean(dim=0)).square().sum()
    return (between_means + traces - 2 * of_both.sqrt().sum()).item()


_, features_real = read_images(judge, x_real)  # (n, 64)
features = {name: read_images(judge, x)[1] for name, x in sheets.items()}
ours = [distance_by_hand(features_real, of) for of in features.values()]
librarys = [frechet_distance(features_real, of) for of in features.values()]
print("as in the library:", np.allclose(ours, librarys, rtol=1e-6))

# %%
print("".join(f"{name}: {far:.0f}   " for name, far in zip(sheets, ours, strict=True)))

# %% [markdown]
"""
Lower is better, and the first two places go to B and E, which lie about equally far
away. Neither was generated. B is 100 training images, each of them many times; E is
thousands of real images under a little noise. D, whose digits look best among the
generated sheets, comes last. So the number does not see what we see.

## 2. Neighbourhoods

A distance alone does not say what is wrong. Are the images poor, or are some kinds
missing? Four measures ask these questions apart. The **neighbourhood** of a real image
is a ball in the space of features, which reaches to its $k$-th nearest real image; we
take $k = 5$.

- **Precision** is the share of generated images that lie in some neighbourhood.
- **Recall** is the same with the roles exchanged: the share of real images in some
  neighbourhood of a generated one.
- **Density** counts in how many neighbourhoods a generated image lies, on average, and
  divides by $k$. One real image that lies apart has a huge neighbourhood, and this way
  it counts little. If both kinds are alike, it is about 1, and it may be more.
- **Coverage** is the share of neighbourhoods in which there is a generated image.

In two dimensions, with two kinds of real points, of which one is generated:
"""

# %% tags=["claim"]
SHEETS = {name: metric(f"sheet_{name}/frechet_distance") for name in "ABCDE"}
holds(
    "the first two places go to B and E",
    *(all(SHEETS[one] < SHEETS[x]) for one in "BE" for x in "ACD"),
)
holds("about equally far away", 0.67 < mean(SHEETS["B"]) / mean(SHEETS["E"]) < 1.5)
holds("comes last", *(all(SHEETS["D"] > SHEETS[x]) for x in "ABCE"))

# %%
stream = named_generator(seed, "points")
real_points = 0.5 * torch.randn(30, 2, generator=stream).double()
real_points[20:, 0] += 4.0
fake_points = 0.5 * torch.randn(20, 2, generator=stream).double()
print(plots.show_neighbourhoods(real_points, fake_points, k=2))

# %% [markdown]
"""
The points on the left are covered for the most part, those on the right not at all.
Neighbourhoods of generated points, not drawn here, stay on the left too, so recall is
low.
"""


# %%
def by_hand(real, fake, k):
    """Return precision, recall and density, from tables of distances."""
    inside = torch.cdist(real, fake) < radius(real, k)[:, None]  # (n, m)
    inside_fake = torch.cdist(fake, real) < radius(fake, k)[:, None]  # (m, n)
    precision = inside.any(dim=0).double().mean().item()
    recall = inside_fake.any(dim=0).double().mean().item()
    return precision, recall, inside.sum().item() / (k * len(fake))


# %% tags=["nbval-check-output"]
def radius(points, k):
    """Return how far each point's k-th nearest other point is."""
    # The nearest of all is the point itself.
    return torch.cdist(points, points).kthvalue(k + 1, dim=1).values


of_library = neighbourhood_measures(real_points, fake_points, k=2)
ours = by_hand(real_points, fake_points, k=2)
print("as in the library:", np.allclose(ours, of_library[:3]))

# %% [markdown] tags=["exercise"] exercise="08_covered_share" points=2
"""
### Exercise 1: Coverage

**Goal.** Compute the measure that is missing above.

**Signature.** `covered_share(real, fake, k)` returns a number from 0 to 1.

**Given.** Features `real` of shape `(n, d)` and `fake` of shape `(m, d)`, floats; `k`,
a whole number from 1 to `n - 1`. A real point's neighbourhood reaches to its `k`-th
nearest *other* real point, and what lies exactly on its edge is outside. Two real
points may be the same.

**Example.** For `real = [[0.0], [1.0], [3.0], [7.0]]`, `fake = [[1.5]]` and `k = 1` it
is `0.5`: the neighbourhoods reach `1, 1, 2, 4` far, the fake is `1.5, 0.5, 1.5, 5.5`
away, so the second and the third hold it.

**Checked** with more fakes than real points and with fewer, several `k`, and points on
edges.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Two tables of distances are needed: from real to real, and from real to fake.

</details>

<details><summary>Hint 2</summary>

In the first table each point is nearest to itself, at the distance 0. What does that
make of "the k-th smallest"?

</details>

<details><summary>Hint 3</summary>

A neighbourhood holds a fake if the *nearest* fake is nearer than the edge.

</details>

#### When it passes

What is the coverage if the real points themselves are given as fakes? And if one of
them is given a thousand times?

<details><summary>Answer</summary>

All of them are covered, by themselves: 1. A thousand times the same point is worth as
much as once: it covers those that have it in their neighbourhood, itself among them.

</details>
"""


# %% tags=["solution"] exercise="08_covered_share"
def covered_share(real, fake, k):
    """Return the share of real points whose neighbourhood holds a fake."""
    # SOLUTION
    edge = torch.cdist(real, real).kthvalue(k + 1, dim=1).values  # (n,)
    nearest = torch.cdist(real, fake).amin(dim=1)  # (n,)
    return (nearest < edge).double().mean().item()
    # END


# %% tags=["check"] exercise="08_covered_share"
check("08_covered_share", covered_share)

# %% [markdown]
"""
Now all five measures of the five sheets, and above them those of new real images: the
half of the development images that we do not compare with. What is much worse than the
first row is grey, and what is much better has a frame. For a share, "much" means by
more than 0.1; for a distance, it means more than twice as large or as small. All but
the distance look at 2,000 images of each kind at most.
"""

# %% tags=["claim"]
given('"much" means by more than 0.1')  # plots.measures.SHARE_APART

# %%
features_new = read_images(judge, x_new)[1]
new_images = compare_features(features_real, features_new)
table = {name: compare_features(features_real, of) for name, of in features.items()}
print(plots.show_measures({"new real images": new_images} | table))
once = compare_features(features_real, features["B"][:100])
print(f"B with each image once: recall {once['recall']:.2f}")

# %% [markdown]
"""B has a recall of 0. Each of its images is there fifty times, so its five nearest
neighbours are itself, at the distance 0, and its neighbourhood has shrunk to a point.
With each image once, recall is nearly full, since few points have huge neighbourhoods.
So it sees neither for what it is; coverage does. D comes from a good generator that was
given shorter z than it was trained with. Such z give typical digits, and fewer kinds of
them: D has the precision and the density of real images, and pays for it with
recall.
"""

# %% tags=["claim"]
holds("B has a recall of 0", max(metric("sheet_B/recall")) == 0)
holds(
    "With each image once, recall is nearly full",
    min(metric("sheet_B_once/recall")) > 0.95,
)
holds(
    "coverage does",
    max(metric("sheet_B/coverage")) < 0.4,
    max(metric("sheet_B_once/coverage")) < 0.4,
)
holds(
    "D has the precision and the density of real images, and pays for it with\nrecall",
    *(
        max(abs(metric(f"sheet_D/{m}") - metric(f"new/{m}"))) < 0.15
        for m in ("precision", "density")
    ),
    min(metric("new/recall") - metric("sheet_D/recall")) > 0.1,
)

# %% [markdown]
"""
## 3. What should coverage be?

New real images do not have a coverage of 1. Is the judge to blame, or the number of
images? Neither. Look at a real image and the five images that are nearest to it, real
and generated ones mixed. If both kinds are distributed alike, a toss of a coin decides
for each of the five which kind it is. The neighbourhood ends at the fifth real image,
so it holds no generated one only if none comes before: if all five are real. The
probability of that is $1/2^5$, and the expected coverage is $1 - 1/2^5 = 0.97$.

This can be said for kinds of images too, such as the ten digits, if they lie far apart.
"""

# %% tags=["claim"]
holds("the expected coverage is $1 - 1/2^5 = 0.97$", round(1 - 0.5**5, 2) == 0.97)

# %% [markdown] tags=["exercise"] exercise="08_predict_coverage" points=2
"""
### Exercise 2: Predict a coverage

**Goal.** Say which coverage a generator will get, from how often it draws each kind.

**Signature.** `predict_coverage(shares_real, shares_fake, k)` returns a number from 0
to 1.

**Given.** Two lists of numbers of the same length, one for each kind of image, each
list adding up to 1, and `k`. There are as many generated as real images, and very many
of both. Kinds lie far apart. Within its kind a generated image is distributed as a real
one is. A real kind may never be generated, a generated one may never be real, and a
kind may be in neither list: both shares are 0 then, and it adds nothing.

**Example.** For `predict_coverage([0.5, 0.5], [1.0, 0.0], 1)` it is `1/3`: of the first
kind there are two generated images for each real one, so the nearest image is generated
with the probability 2/3; the second kind is never covered.

**Checked** on two kinds and on ten, with some left out, and on several `k`.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Take one kind. The nearest image to a real one of it is itself real with the probability
`real / (real + fake)`.

</details>

<details><summary>Hint 2</summary>

It is uncovered if the `k` nearest ones are all real.

</details>

<details><summary>Hint 3</summary>

Then take the mean over real images: a kind counts as often as it is real.

</details>

#### When it passes

A generator draws each class as often as it should, but one. What does a coverage lose
if a tenth of the classes is missing, and what does the distance lose? Section 4 shows.

<details><summary>Answer</summary>

The coverage loses about a tenth, as it counts images. A generator must miss much before
coverage looks bad. The distance is about means and spreads of the whole cloud, and
nobody can say beforehand how much it is.

</details>
"""


# %% tags=["solution"] exercise="08_predict_coverage"
def predict_coverage(shares_real, shares_fake, k):
    """Return the expected coverage of as many generated as real images."""
    # SOLUTION
    covered = 0.0
    for real, fake in zip(shares_real, shares_fake, strict=True):
        if real > 0:
            covered += real * (1 - (real / (real + fake)) ** k)
    return covered
    # END


# %% tags=["check"] exercise="08_predict_coverage"
check("08_predict_coverage", predict_coverage)

# %% [markdown]
"""
Does it come out? We take new real images as samples: all of them, all but the fours,
and only the digits below 5. The judge says which digit an image is.
"""

# %%
names_real, names_new = name_images(judge, x_real), name_images(judge, x_new)
shares_real = names_real.bincount(minlength=10) / len(names_real)
kept = {
    "all digits": names_new >= 0,
    "no fours": names_new != 4,
    "digits below 5": names_new < 5,
}

# %%
coverages = {}
for name, rows in kept.items():
    near = neighbourhood_measures(features_real[:2_000], features_new[rows][:2_000])
    made = names_new[rows].bincount(minlength=10) / rows.sum()
    # Fewer samples than real images: a share counts in proportion.
    made = made * min(2_000, int(rows.sum())) / len(features_real[:2_000])
    coverages[name] = near.coverage, expected_coverage(shares_real, made)
    print(f"{name:15s} {near.coverage:.2f}, expected {coverages[name][1]:.2f}")

# %% [markdown]
"""
The prediction comes within a few hundredths, although the judge's features of the
digits are ten clouds that touch. So a coverage of 0.97 is what perfection looks like
for $k = 5$ and equal numbers of images, and the gap to 1 says nothing.
"""

# %% tags=["claim"]
holds(
    "The prediction comes within a few hundredths",
    *(
        max(abs(metric(f"{kept}/coverage") - metric(f"{kept}/expected_coverage")))
        < 0.05
        for kept in ("all_digits", "no_fours", "digits_below_5")
    ),
)
holds("a coverage of 0.97 is what perfection looks like", round(1 - 0.5**5, 2) == 0.97)

# %% [markdown]
"""
## 4. The measures are measured

A good measure gets worse when images do, and only then. So we spoil the new real images
on purpose, in ways that we know. Two more rows are copies: 100 training images repeated
as in B, and several thousand training images as they are.
"""

# %%
quiz(
    "5,000 training images are handed in as the samples of a generator. Which of the "
    "five measures exposes that?",
    {
        "Recall, since nothing new is generated": "Recall asks whether real images lie "
        "near generated ones, and they do.",
        "None, since copies are like real images": "As like them as anything can be. "
        "Section 6 looks elsewhere.",
        "The Fréchet distance, which becomes 0": "We compare with development images, "
        "which are others. The distance is that of any real images.",
    },
    right="None, since copies are like real images",
)


# %%
def blurred(x, times=1):
    """Return images (n, 1, 28, 28) in which each pixel is the mean of 3 x 3."""
    for _ in range(times):
        x = F.avg_pool2d(x, 3, stride=1, padding=1)
    return x


def noisy(x, strength):
    """Return images with noise of this standard deviation on each pixel."""
    noise = torch.randn(x.shape, generator=named_generator(seed, "noise on images"))
    return (x + strength * noise).clamp(0, 1)


def measured(x):
    """Return the five measures of images."""
    return compare_features(features_real, read_images(judge, x)[1])


# %%
spoilt = {
    "noise of 0.1": noisy(x_new, 0.1),
    "blur, 3 x 3": blurred(x_new),
    "no fours": x_new[names_new != 4],
    "digits below 5": x_new[names_new < 5],
    "200 images only": x_new[:200],
    "100 copies repeated": sheets["B"],
    "copies": x_copied,
}
rows = {name: measured(x) for name, x in spoilt.items()}
print(plots.show_measures({"new real images": new_images} | rows))

# %% [markdown]
"""
Read the columns. *Precision* notices none of these faults: not blur, not half of the
digits missing. *Recall*, apart from the repeated copies, falls most for blur, although
no kind is missing there.
*Density* prefers blurred images to sharp ones. *Coverage* falls in every row but the
last, though a missing class costs it less than our line of 0.1. The *distance* sees
everything but copies; yet a little noise costs it about as much as having 100 images
instead of thousands.

And the copycat in the last row passes, or nearly. Its distance and its density are
somewhat worse than those of new images, but copying is not all of the reason. A network
with random weights, which can't know the training images, sees a difference too: the
development images are the last ones of a file whose order is not random. So a perfect
generator would get the row of the copies, not the first.

Later lessons sort out failed games by a simpler rule. A generator **draws digits** if
it reaches all ten classes, each with at least 2 % of its samples, and if the judge is
sure, as in lesson 05, of at least 60 % of them. `draws_digits` in the library asks
this. It keeps smudges out, but it is a low bar: copies draw digits too, and how varied
the digits of a class are it does not see.
"""

# %% tags=["claim"]
from msgan_lib.measure_images import MOSTLY_SURE, REACHED

holds("at least 2 % of its samples", REACHED == 0.02)
holds("of at least 60 % of them", MOSTLY_SURE == 60)
SPOILT = ("noise", "blur", "no_fours", "digits_below_5", "few", "repeated", "copies")
NEW = {m: metric(f"new/{m}") for m in ("precision", "recall", "density", "coverage")}
holds(
    "*Precision* notices none of these faults",
    *(max(NEW["precision"] - metric(f"{s}/precision")) < 0.1 for s in SPOILT),
)
holds(
    "*Recall*, apart from the repeated copies, falls most for blur",
    *(
        all(metric("blur/recall") < metric(f"{s}/recall"))
        for s in SPOILT
        if s not in ("blur", "repeated")
    ),
)
holds(
    "*Density* prefers blurred images to sharp ones",
    all(metric("blur/density") > NEW["density"]),
)
holds(
    "*Coverage* falls in every row but the last",
    *(min(NEW["coverage"] - metric(f"{s}/coverage")) > 0.05 for s in SPOILT[:-1]),
    max(NEW["coverage"] - metric("copies/coverage")) < 0.05,
)
holds(
    "a missing class costs it less than our line of 0.1",
    mean(NEW["coverage"] - metric("no_fours/coverage")) < 0.1,
)
FAR = {s: metric(f"{s}/frechet_distance") for s in (*SPOILT, "new")}
holds(
    "The *distance* sees everything but copies",
    *(min(FAR[s] / FAR["new"]) > 4 for s in SPOILT[:-1]),
    max(FAR["copies"]) < 6,
)
holds(
    "a little noise costs it about as much as having 100 images instead of thousands",
    0.5 < mean(FAR["noise"]) / mean(FAR["repeated"]) < 2,
)
holds(
    "the copycat in the last row passes, or nearly",
    *(
        max(NEW[m] - metric(f"copies/{m}")) < 0.05
        for m in ("precision", "recall", "coverage")
    ),
)
holds(
    "Its distance and its density are\nsomewhat worse than those of new images",
    mean(FAR["copies"]) > mean(FAR["new"]),
    mean(metric("copies/density")) < mean(NEW["density"]),
)
holds(
    "sees a difference too",
    mean(metric("copies_by_chance/density")) < mean(metric("new_by_chance/density")),
    mean(metric("copies_by_chance/frechet_ratio")) > 1,
)

# %% [markdown]
"""
Move the slider, and watch which bar falls first. The black mark is where new real
images are.
"""

# %%
steps = [("new real images", x_new)]
steps += [(f"noise of {by}", noisy(x_new, by)) for by in (0.05, 0.1, 0.2, 0.3)]
steps += [(f"blurred {n} times", blurred(x_new, n)) for n in (1, 2, 3)]
steps += [(f"digits below {n}", x_new[names_new < n]) for n in (9, 7, 5)]
of_steps = [(name, x[:10], measured(x)) for name, x in steps]
widgets.explore_spoilt(of_steps, new_images)

# %% [markdown] tags=["exercise"] exercise="08_choose_rows" points=2
"""
### Exercise 3: Fool the distance

**Goal.** Get a Fréchet distance that generators are proud of, out of a handful of real
images: draw nothing, only choose.

**Signature.** `choose_rows(distance, num_rows, n, num_tries, stream)` returns `n`
different row numbers, a tensor or a list.

**Given.** Images in rows `0` to `num_rows - 1`; `n`, less than `num_rows`.
`distance(rows)` is the Fréchet distance of a choice of `n` rows from real images, the
number to be lowered. It may be called at most `num_tries` times, the first call
included. `stream` is a `torch.Generator` for all that is drawn.

**Example.** Let three images have the features `[[0.0], [1.0], [5.0]]`, and the real
ones `[[0.0], [1.0], [0.0], [1.0]]`. For `n = 2` the first two rows have a distance of
about `0.02`, the other pairs more than 10: `tensor([0, 1])` is right, and so is `[1,
0]`.

**Checked** on four rows, of which the best two must be returned, and on 120 rows with
300 tries: there the distance must be at most two thirds of the best of 300 choices that
are all drawn anew. The calls of `distance` are counted. The same stream must give the
same choice, and another stream must lead to other tries.

**Time.** 15 minutes, medium.

<details><summary>Hint 1</summary>

Start with `n` rows by chance: `torch.randperm(num_rows, generator=stream)[:n]`.

</details>

<details><summary>Hint 2</summary>

In each try exchange one row, at a place drawn by chance, for one that is not chosen
yet. Keep it if the distance is lower, else go back.

</details>

<details><summary>Hint 3</summary>

If the order of all rows is kept in one tensor, of which the first `n` are chosen,
then swapping one of the first with one of the others can never choose a row twice.

</details>

#### When it passes

Try it on 100 of 2,000 training images with 500 tries, and compare with section 1: if
`of` are their features, then `lambda rows: frechet_distance(features_real, of[rows])`
is the distance. Then measure your hundred against `features_new`, which you did not
choose by. What would an honest rule for a competition of generators be?

<details><summary>Answer</summary>

Even a hundred real images drawn at random come nearer than the generators that
lesson 07 compared, and chosen ones nearer still, to new images too: what was chosen are
the means and spreads that all real images have. A measure that everybody works against
stops measuring. So a competition needs a judge that nobody had, and not just new
images; it looks for copies, and reports more than one number, coverage for one.

</details>
"""


# %% tags=["solution"] exercise="08_choose_rows"
def choose_rows(distance, num_rows, n, num_tries, stream):
    """Return n rows that have a low distance."""
    # SOLUTION
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        out = torch.randint(n, (1,), generator=stream)
        into = torch.randint(n, num_rows, (1,), generator=stream)
        changed[out], changed[into] = order[into], order[out]
        now = distance(changed[:n])
        if now < lowest:
            order, lowest = changed, now
    return order[:n]
    # END


# %% tags=["check"] exercise="08_choose_rows"
check("08_choose_rows", choose_rows)

# %% [markdown]
"""
## 5. How many samples?

Real images are at a distance too, and more of them are nearer. We measure the training
images and two generators with few samples and with many (means of up to five parts).
"""

# %%
quiz(
    "You measure your generator with 500 samples, a paper reports 50,000. Whose "
    "Fréchet distance is smaller, if both generators are equally good?",
    {
        "Yours, as few samples have few errors": "Few samples get their own spread "
        "wrong, and a wrong spread is a distance.",
        "Neither, since errors cancel on average": "In a mean they would. This formula "
        "squares and takes roots, and there they do not.",
        "The paper's, as many samples have small errors": "Each error in a mean or a "
        "covariance adds to the distance, and few samples have larger ones.",
    },
    right="The paper's, as many samples have small errors",
)

# %%
sizes = (100, 150, 200, 300) if small else (200, 500, 1_000, 2_000, 5_000)
many = {
    "training images": x_copied,
    "full_generator": samples_of("full_generator"),
    "game_averaged": sheets["A"],
}
distances, fits = {}, {}
for name, x in many.items():
    _, of_all = read_images(judge, x)
    distances[name] = []
    for n in sizes:
        parts = [part for part in of_all.split(n) if len(part) == n][:5]
        of_parts = [frechet_distance(features_real, part) for part in parts]
        distances[name].append(sum(of_parts) / len(of_parts))
    fits[name] = np.polyfit(1 / np.array(sizes[:-1]), distances[name][:-1], 1)
    slope, limit = fits[name]
    print(f"{name}: {limit:.1f} + {slope:,.0f} / N, at {sizes[-1]:,} predicted")
    print(f"{limit + slope / sizes[-1]:.1f}, measured {distances[name][-1]:.1f}")
per_thousand = [1_000 / n for n in sizes]
curves = {"Fréchet distance": {title(name): of for name, of in distances.items()}}
print(plots.show_lines(per_thousand, curves, "1,000 / number of samples"))

# %% [markdown]
"""
Over $1 / N$ the points lie nearly on straight lines, so the distance is about
$a + b / N$: what endless samples would have against these 2,500 real images, and a
**bias** that the number of samples adds. From the smaller samples the fit predicts the
largest one well. The three slopes are of one size, because the bias has more to do with
how features spread than with who made the images.

So a distance without a number of samples is no result, and two are compared at equal
numbers only. 200 real images look worse than thousands that `full_generator` made, the
generator that was trained longest.
"""

# %% tags=["claim"]
BIAS = ("training_images", "full_generator", "game_averaged")
holds(
    "From the smaller samples the fit predicts the\nlargest one well",
    *(
        max(abs(metric(f"{s}/predicted_distance") - metric(f"{s}/measured_distance")))
        < 4
        for s in BIAS
    ),
)
SLOPES = [metric(f"{s}/bias_slope") for s in BIAS]
holds(
    "The three slopes are of one size",
    max(mean(s) for s in SLOPES) < 1.5 * min(mean(s) for s in SLOPES),
)
holds(
    "200 real images look worse than thousands that `full_generator` made",
    all(
        metric("training_images/distance_of_200")
        > metric("full_generator/measured_distance")
    ),
)

# %% [markdown]
"""
## 6. Did it memorise?

If samples are copies, they lie nearer to the training images than new images do. So we
measure how far each sample is from the nearest training image, and how far new real
images are. To see it happen we train a generator on 100 images only.
"""

# %%
stream = named_generator(seed, "the hundred")
x_hundred = x_train[torch.randperm(55_000, generator=stream)[:100]]
# A game leaves the last 5,000 images out, so they are put behind the hundred.
x_game = torch.cat([x_hundred, data.x_unlabelled[55_000:]])
hundred = dataclasses.replace(data, x_unlabelled=x_game)

# %%
num_steps = {"smoke": 4, "class": 2_000, "full": 20_000}[run.profile]
game = make_training("game_averaged", hundred, num_steps, seed)
bar = ProgressBar("a generator of 100 images")
run_training(game, steps_per_epoch=num_steps, report=bar)
bar.close()

# %%
z = game.generator.sample_noise(1_000, named_generator(seed, "z of the hundred"))
x_memory = draw_images(game.scored, z)
apart = torch.cdist(x_memory[:10].flatten(1), x_hundred.flatten(1))
rows = {"sample": x_memory[:10], "nearest\nof the 100": x_hundred[apart.argmin(dim=1)]}
print(plots.show_rows(rows))
to_hundred = {
    "samples": nearest_distances(x_memory.flatten(1), x_hundred.flatten(1)),
    "new images": nearest_distances(x_new[:1_000].flatten(1), x_hundred.flatten(1)),
}
print(plots.show_spreads(to_hundred, "distance to the nearest of the 100, in pixels"))
memorised = nearer_share(*to_hundred.values())
print(f"a sample is nearer than a new image in {memorised:.0%} of pairs")
of_hundred = measured(x_memory)
print(f"coverage {of_hundred['coverage']:.2f}, recall {of_hundred['recall']:.2f}")

# %% [markdown]
"""
The samples are the hundred images again, with stains. Half of all pairs would be what a
generator of new images gets, and here it is nearly all of them. Among the measures of
section 2 coverage and recall are low, as for any poor generator.

The same for generators that saw all 55,000 images, in features, since distances in
pixels take long. With 200 samples chance moves a share by a few hundredths, so only one
clearly above one half is suspicious.
"""

# %% tags=["claim"]
holds(
    "here it is nearly all of them",
    min(metric("hundred/nearer_share")) > 0.8,
)
holds(
    "coverage and recall are low",
    max(metric("hundred/coverage")) < 0.6,
    max(metric("hundred/recall")) < 0.6,
)

# %% tags=["nbval-check-output"]
_, features_train = read_images(judge, x_copied if small else x_train)
of_new = nearest_distances(features_new[:500], features_train)
seen = {"copies": x_copied, "A": sheets["A"], "full_generator": many["full_generator"]}
to_train = {
    name: nearest_distances(read_images(judge, x[:200])[1], features_train)
    for name, x in seen.items()
}
nearer = {name: nearer_share(of, of_new) for name, of in to_train.items()}
for name, share in nearer.items():
    print(f"{name}: nearer too often: {share > 0.6}")
print(*{about_copies(of) for of in to_train.values()} - {""}, sep="\n")

# %% [markdown]
"""The copies are told at once. The generators' samples lie farther from training images
than new images do. So most of them are no copies. This is one more measure with a blind
spot: some copies among many samples hardly move it, and a generator of smudges passes
it best.

## 7. Whose eyes?

All this is seen through one judge. Would another one say the same? We compare three
networks: our judge; one like it with **random weights**, which has never learnt
anything; and the encoder of an autoencoder, which has never seen a label. Six
generators are ranked by each, from 1, the best. Two of our spoilt sets are put between
them.
"""

# %%
seed_everything(seed)
untrained, autoencoder = Judge().eval(), Autoencoder(code_size=64)
optimizer = torch.optim.Adam(autoencoder.parameters(), lr=2e-3)
stream = named_generator(seed, "batches of the autoencoder")
for _ in range(4 if small else 600):
    batch = x_train[torch.randint(55_000, (128,), generator=stream)]
    loss = reconstruction_loss(autoencoder(batch), batch)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# %%
eyes = {
    "judge": judge.features,
    "random": untrained.features,
    "autoencoder": autoencoder.encoder,
}

# %%
six = ["full_generator", "game_averaged", "game_hinge", "game_least_squares"]
six += ["lesson_06_generator", "game_sgd"]
seen = {name: samples_of(name) for name in six}
seen |= {"100 copies repeated": sheets["B"], "real with noise": sheets["E"]}
ranks, of_six, noise_to_copies = {}, {}, {}
with torch.no_grad():
    for eye, look in eyes.items():
        real = look(x_real)
        far = [frechet_distance(real, look(x)) for x in seen.values()]
        ranks[eye] = np.argsort(np.argsort(far)) + 1
        of_six[eye], (copies, noise) = far[: len(six)], far[len(six) :]
        noise_to_copies[eye] = noise / copies
print(f"{'':34s}{'   '.join(eyes)}")
for row, name in enumerate(seen):
    print(f"{title(name):34s}" + "".join(f"{ranks[eye][row]:6d}   " for eye in eyes))
agreement = {
    f"{one}_{other}": rank_correlation(of_six[one], of_six[other])
    for one, other in (("judge", "random"), ("judge", "autoencoder"))
}
print(*(f"{pair}: {value:.2f}" for pair, value in agreement.items()))

# %% [markdown]
"""
About the best and the worst generator all three agree, even the network that never
learnt anything. In between they do not, and about what is not a generator they quarrel:
noise, which the judge minds as much as 100 copies, is for the autoencoder much worse,
since its task is pixels. So "a distance of 20" means nothing without the network it was
measured in. Papers use Inception, which was trained on photographs, and call the
distance FID; their numbers for MNIST can't be compared with ours.
"""

# %% tags=["claim"]
EYES = ("judge", "random", "autoencoder")
holds(
    "About the best and the worst generator all three agree",
    *(max(metric(f"{eye}/rank_of_best")) == 1 for eye in EYES),
    *(min(metric(f"{eye}/rank_of_worst")) == 6 for eye in EYES),
)
holds(
    "is for the autoencoder much worse",
    min(metric("autoencoder/noise_to_copies_ratio")) > 3,
    max(metric("judge/noise_to_copies_ratio")) < 2,
)

# %% [markdown]
"""
## 8. Pretty or useful?

What are generated images for? In Part III they are to help a classifier. So let us ask
directly. **GAN-train** is the error on real images of a classifier that learnt from
generated ones. **GAN-test** goes the other way: a classifier learns from real images,
and we count where it misreads generated ones (Shmelkov and others, 2018).

Both need to know which digit a generated image shows, and our generators do not say. We
let the judge name them. That is a gift to GAN-train: the judge learnt from 55,000
labels, which no method of Part III has. And it can't tell whether a generator that is
*told* a class obeys: for ours GAN-test only says how often the judge and the new
classifier give an image different names.
"""

# %% [markdown] tags=["exercise"] exercise="08_gan_train" points=2
"""
### Exercise 4: GAN-train

**Goal.** Measure what generated images are worth to a classifier.

**Signature.** `gan_train(x_fake, x_real, y_real, name_images, train)` returns the error
in percent, from 0 to 100.

**Given.** Generated images `x_fake` and real ones `x_real`, both of shape `(n, 1, 28,
28)` with numbers `n` of their own; the true classes `y_real`, of shape `(n,)`.
`name_images(x)` returns the class that the judge sees in each image. `train(x, y)`
trains a new classifier on images and classes, and returns it: a function from images to
class logits of shape `(n, 10)`.

**Example.** If the classifier that was trained is right on 180 of 200 real images, the
result is `10.0`.

**Checked** with stand-ins that write down what they are given.

**Time.** 10 minutes, easy.

<details><summary>Hint 1</summary>

Which images does the classifier learn from, and on which is it scored?

</details>

<details><summary>Hint 2</summary>

Real images have true classes; the judge has no business there.

</details>

<details><summary>Hint 3</summary>

`classifier(x).argmax(dim=1)` are the classes that it chooses.

</details>

#### When it passes

How would you get GAN-test out of the same three things?

<details><summary>Answer</summary>

`train(x_real, y_real)`, and then the share of `x_fake` in which it does not choose what
`name_images(x_fake)` says. A generator with a single perfect digit is best at it.

</details>
"""


# %% tags=["solution"] exercise="08_gan_train"
def gan_train(x_fake, x_real, y_real, name_images, train):
    """Return the error on real images of a classifier of generated ones."""
    # SOLUTION
    classifier = train(x_fake, name_images(x_fake))
    with torch.no_grad():
        chosen = classifier(x_real).argmax(dim=1)
    return 100 * (chosen != y_real).double().mean().item()
    # END


# %% tags=["check"] exercise="08_gan_train"
check("08_gan_train", gan_train)

# %% [markdown]
"""
We do it for the five sheets and for thirteen generators: twelve of lesson 07 and the
one that was trained longest. The comparison is the same classifier on as many real
images with the judge's names. All 5,000 development images score; GAN-test of real
images is that of new ones.
"""

# %%
kinds = ["non_saturating", "saturating", "least_squares", "hinge", "wasserstein"]
kinds += ["non_saturating_r1", "least_squares_r1", "averaged", "adam_09", "sgd"]
kinds += ["two_time_scales", "more_critic_steps"]
to_score = {f"game_{kind}": "lesson 07" for kind in kinds}
to_score |= {"full_generator": "trained longest"}
to_score = dict(list(to_score.items())[-3:]) if small else to_score
num_steps = 10 if small else 400
x_all, y_all = data.x_development, data.y_development
control = train_reader(x_copied, name_images(judge, x_copied), seed, num_steps)


def useful(x):
    """Return the five measures of images, GAN-train and GAN-test in percent."""
    return measured(x) | {
        "GAN-train": gan_train_error(judge, x, x_all, y_all, seed, num_steps),
        "GAN-test": gan_test_error(control, judge, x),
    }


# %%
bar = ProgressBar("GAN-train")
total, of_real = len(to_score) + len(sheets) + 1, useful(x_copied)
of_real |= new_images | {"GAN-test": gan_test_error(control, judge, x_new)}
scores = {"real images": of_real}
for name in [*sheets, *to_score]:
    scores[name] = useful(sheets[name] if name in sheets else samples_of(name))
    bar(len(scores), total, None)
bar.close()

# %%
by_use = "".join(sorted(sheets, key=lambda name: scores[name]["GAN-train"]))
by_distance = "".join(sorted(sheets, key=lambda name: table[name]["frechet_distance"]))
print("by eye", by_eye, "- by the distance", by_distance, "- by GAN-train", by_use)
shown = {f"sheet {name}": scores[name] for name in sheets}
print(plots.show_measures({"real images": scores["real images"]} | shown))

# %% [markdown]
"""
B, one of the two best by distance, is by far the worst to learn from: a hundred images
teach what a hundred images can. E, about as far away, teaches as well as real images
do, since a classifier does not mind a little noise. C is the ugliest sheet and comes
next to it. D was made by `full_generator` with shorter z. Its digits are cleaner than
those that `full_generator` makes of z of the usual length, and yet they teach less.

So *useful* is not *pretty*. Perhaps a classifier needs above all that no way of writing
a digit is missing.
"""

# %% tags=["claim"]
TRAIN = {
    name: metric(f"{name}/gan_train_error_percent")
    for name in (*(f"sheet_{s}" for s in "ABCDE"), "real", "full_generator")
}
holds(
    "B, one of the two best by distance, is by far the worst to learn from",
    *(min(TRAIN["sheet_B"] / TRAIN[f"sheet_{s}"]) > 2 for s in "ACDE"),
)
holds("teaches as well as real images do", mean(TRAIN["sheet_E"] - TRAIN["real"]) < 0.5)
holds(
    "is the ugliest sheet and comes next to it",
    *(mean(TRAIN[f"sheet_{s}"] - TRAIN["sheet_C"]) > 0 for s in "ABD"),
)
holds(
    "and yet they teach less",
    all(TRAIN["sheet_D"] - TRAIN["full_generator"] > 0),
)

# %% [markdown]
"""
Is there a measure that tells, without training a classifier? We draw each against
GAN-train, a dot for each of the thirteen generators. The words under the picture hold
the **rank correlation**: 1 or -1 if both put the generators in the same or the opposite
order, 0 if one order says nothing about the other.
"""

# %%
names = ("frechet_distance", "precision", "recall", "density", "coverage", "GAN-train")
chosen = {name: {what: scores[name][what] for what in names} for name in to_score}
with_train = {
    what: rank_correlation(
        [of[what] for of in chosen.values()],
        [of["GAN-train"] for of in chosen.values()],
    )
    for what in names[:-1]
}

# %%
print(plots.show_against(chosen, "GAN-train", to_score, "GAN-train (% errors)"))

# %% [markdown]
"""
Recall tells most: the generators with the highest recall have the lowest error. The
distance and coverage follow. Of precision and density, which ask how good single images
are, so few dots tell nothing clear.

These are thirteen generators from similar games, each trained once and used once. The
sheets already show a limit: noise lowers the recall of E, and yet E is the best of the
five to learn from. Whoever wants to show digits to people should look at precision.
"""

# %% tags=["claim"]
RANK = {
    what: metric(f"rank_correlation/{what}")
    for what in ("frechet_distance", "precision", "recall", "density", "coverage")
}
holds(
    "Recall tells most",
    max(RANK["recall"]) < -0.65,
    *(all(-RANK["recall"] > abs(of)) for what, of in RANK.items() if what != "recall"),
)
holds(
    "noise lowers the recall of E",
    max(metric("sheet_E/recall") - metric("new/recall")) < -0.1,
)
holds(
    "E is the best of the five to learn from",
    *(all(TRAIN["sheet_E"] < TRAIN[f"sheet_{s}"]) for s in "ABCD"),
)
holds(
    "The distance and coverage follow",
    min(RANK["frechet_distance"]) > 0.5,
    max(RANK["coverage"]) < -0.4,
)
holds(
    "so few dots tell nothing clear",
    abs(mean(RANK["precision"])) < 0.5,
    abs(mean(RANK["density"])) < 0.5,
)

# %% [markdown]
"""
## Summary

- The Fréchet distance compares means and spreads of two clouds of features. Few samples
  add a bias to it of about $b / N$.
- Precision and density ask how good single images are, recall and coverage whether
  kinds are missing. New real images have a coverage of 0.97.
- Each measure is blind to something. Copies of the training set pass nearly as new
  images do; distances to training images tell, if most samples are copies.
- Another network sees other distances: numbers are compared within one.
- Pretty and useful were two things on our five sheets. GAN-train measures the second
  one, and over thirteen generators recall came closest to it.

## What we did not show

- Generators that are told a class, for which GAN-test is a real test. Lesson 13 has
  one.
- Colour and photographs, and the network that papers use for them.
- How measures vary between trainings: each generator here was trained once.

## Further reading

- Heusel and others (2017), *GANs Trained by a Two Time-Scale Update Rule Converge to a
  Local Nash Equilibrium*: the Fréchet distance.
- Kynkäänniemi and others (2019), *Improved Precision and Recall Metric for Assessing
  Generative Models*; Naeem and others (2020), *Reliable Fidelity and Diversity Metrics
  for Generative Models*: density and coverage.
- Shmelkov and others (2018), *How good is my GAN?*: GAN-train and GAN-test.
- Ravuri and Vinyals (2019), *Classification Accuracy Score for Conditional Generative
  Models*.
- Chong and Forsyth (2020), *Effectively Unbiased FID and Inception Score and Where to
  Find Them*: the bias. Bińkowski and others (2018), *Demystifying MMD GANs*.
- Meehan and others (2020), *A Non-Parametric Test to Detect Data-Copying in Generative
  Models*.

The next lesson breaks games on purpose, and uses these measures. The last cell saves
what we measured.
"""

# %% tags=["claim"]
given("New real images have a coverage of 0.97")  # 1 - 0.5^5: section 3

# %%
MEASURES = names[:-1]
of_sets = {f"sheet_{name}": of for name, of in table.items()} | {"new": new_images}
keys = ("noise", "blur", "no_fours", "digits_below_5", "few", "repeated", "copies")
of_sets |= dict(zip(keys, (measured(x) for x in spoilt.values()), strict=True))
of_sets |= {"hundred": of_hundred, "sheet_B_once": once}
# The same through a network that has never learnt anything.
by_chance = [read_images(untrained, x)[1] for x in (x_real, x_new, x_copied)]
for name, of in zip(("new", "copies"), by_chance[1:], strict=True):
    of_sets[f"{name}_by_chance"] = compare_features(by_chance[0], of)
metrics = {
    f"{name}/{what}": of[what] for name, of in of_sets.items() for what in MEASURES
}
metrics["copies_by_chance/frechet_ratio"] = (
    of_sets["copies_by_chance"]["frechet_distance"]
    / of_sets["new_by_chance"]["frechet_distance"]
)
for name, (_, expected) in coverages.items():
    metrics[f"{name.replace(' ', '_')}/expected_coverage"] = expected
metrics["all_digits/coverage"] = coverages["all digits"][0]
for name, (slope, limit) in fits.items():
    key = name.replace(" ", "_")
    metrics[f"{key}/bias_slope"] = slope
    metrics[f"{key}/predicted_distance"] = limit + slope / sizes[-1]
    metrics[f"{key}/measured_distance"] = distances[name][-1]
    metrics[f"{key}/distance_of_200"] = distances[name][sizes.index(200)]
metrics["hundred/nearer_share"] = memorised
for name, share in nearer.items():
    metrics[f"{name}/nearer_share"] = share
for eye, far in of_six.items():
    metrics[f"{eye}/rank_of_best"] = 1 + sum(of < far[0] for of in far)
    metrics[f"{eye}/rank_of_worst"] = 1 + sum(of < far[-1] for of in far)
    metrics[f"{eye}/noise_to_copies_ratio"] = noise_to_copies[eye]
metrics |= {f"{pair}/rank_correlation": of for pair, of in agreement.items()}
for name, of in scores.items():
    key = {"real images": "real"}.get(name, f"sheet_{name}" if name in sheets else name)
    metrics[f"{key}/gan_train_error_percent"] = of["GAN-train"]
    metrics[f"{key}/gan_test_error_percent"] = of["GAN-test"]
    metrics[f"{key}/frechet_distance"] = of["frechet_distance"]
metrics |= {f"rank_correlation/{what}": of for what, of in with_train.items()}
run.save(metrics)
