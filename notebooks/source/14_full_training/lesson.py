# ---
# jupyter:
#   minutes: {smoke: 0.4, class: 2.4, full: 15}  # measured on 2 cores
# ---

# %% [markdown]
"""
# 14. Full training: one network, with and without a GAN

We give four classifiers the same hundred labelled digits and measure what several
scales, unlabelled images and a GAN each bring.

**You will**

- train a multi-scale classifier on few labels and many unlabelled images, once with the
  terms of a GAN and once without;
- read confidence intervals and paired tests, and say what a difference can prove and
  what not;
- explain what the generator is for in this training, and what it is not for.

**You need** lesson 00. Lessons 01 to 13 take the parts one by one; here each is
introduced in a few lines.

**Time**: at most 3 minutes in the profile `class`. The numbers in the README come from
the profile `full`; in `smoke` numbers and pictures mean nothing.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, order of the images, augmentation, noise
dataset: str = "mnist"  # mnist or fashion-mnist
labels_per_class: int = 10  # labelled images a class
label_seed: int = 0  # which images are labelled: another number, another draw

# %%
import torch

from msgan_lib import augment, losses, measure, plots
from msgan_lib.data import CLASS_NAMES
from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.lesson.checks import check
from msgan_lib.lesson.quiz import quiz
from msgan_lib.lesson.run import start_run
from msgan_lib.measure_images import draws_digits, measure_samples
from msgan_lib.neighbours import Views
from msgan_lib.networks.classifiers import MultiScaleCNN, SingleScaleCNN
from msgan_lib.networks.discriminators import Discriminator
from msgan_lib.networks.generators import ConvGenerator
from msgan_lib.propagation import propagate_labels
from msgan_lib.training import adversarial
from msgan_lib.training.game import draw_images
from msgan_lib.training.methods import make_training
from msgan_lib.training.recipes import resolve
from msgan_lib.training.side_by_side import train_side_by_side
from msgan_lib.weights import load_judge

run = start_run(
    "14_full_training",
    profile=profile,
    seed=seed,
    dataset=dataset,
    labels_per_class=labels_per_class,
    label_seed=label_seed,
)
seed_everything(seed)
num_steps = {"smoke": 6, "class": 500, "full": 3_000}[run.profile]

# %% [markdown]
"""
## 1. A hundred labels

The text below describes the default parameters: handwritten digits, ten labels per
class.

We know the labels of ten training images per class, drawn at random; of the other
images we see the pixels only. Images are cheap; somebody has to be paid for a label.
"""

# %%
data = load_few_labels(dataset, labels_per_class, label_seed)
names = CLASS_NAMES[dataset]
print(tuple(data.x_labelled.shape), tuple(data.x_unlabelled.shape))

# %% [markdown]
"""
All that a classifier is told about the classes fits in one picture, one row per class:
"""

# %%
by_class = data.y_labelled.argsort(stable=True)
of_class = data.x_labelled[by_class].unflatten(0, (10, -1))[:, :10]  # (10, 10, 1, ...)
print(plots.show_rows(dict(zip(names, of_class, strict=True))))

# %% [markdown]
"""
A class whose ten examples happen to be alike may be learned badly. So one draw of
labels proves little, and `label_seed` is a parameter.

The last 5,000 training images are our **development images**. Their labels enter no
loss. But they helped to choose the recipes, such as the strength of the augmentation,
for all methods alike; so "a hundred labels" means a hundred to train on, and choosing
used more. The 10,000 **test images** score each training after its last step only, and
nothing is chosen by them.
"""

# %% tags=["nbval-check-output"]
print("labelled   ", len(data.x_labelled) == 10 * labels_per_class)
print("unlabelled ", len(data.x_unlabelled))
print("development", len(data.x_development))
print("test       ", len(data.x_test))

# %% [markdown]
"""
## 2. One scale or several

Both classifiers are four convolutional blocks. Each gives *feature maps*, which say
where in the image a learned pattern was found. `SingleScaleCNN` classifies from the
last map alone. `MultiScaleCNN` pools the feature maps of all four levels to
small grids and classifies from all of them together: strokes at the fine levels, shapes
at the coarse ones. Lesson 02 builds both. For a fair comparison they have the same
number of weights: the single-scale network spends on a wider last block what the other
spends on reading the finer levels.
"""

# %% tags=["nbval-check-output"]
multi, single = MultiScaleCNN(), SingleScaleCNN()
x = data.x_labelled[:2]  # (2, 1, 28, 28)
for level, features in enumerate(multi.features(x)):
    print("level", level, tuple(features.shape))
print("logits ", tuple(multi(x).shape))
weights_multi, weights_single = map(measure.count_weights, (multi, single))
print("multi-scale ", weights_multi)
print("single-scale", weights_single)
print("equal within 1 %:", abs(weights_single / weights_multi - 1) < 0.01)

# %% [markdown]
"""
## 3. What we know about images before any label

A shifted 3 is a 3. A slightly turned 3 is a 3. **Augmentation** tells the network so,
with labels and without: each image is changed at random each time it is seen. A
network learns in *steps*: it answers for a *batch* of some images, each changed in its
own way, and all weights move a little.

A *weak* change only shifts the image. A *strong* one also turns, stretches, shears and
bends it, and makes its strokes thicker or thinner.
"""

# %%
stream = named_generator(seed, "pictures")
x = data.x_unlabelled[:10]
weak, strong = augment.augment_weakly(x, stream), augment.augment_strongly(x, stream)
print(plots.show_rows({"original": x, "weak": weak, "strong": strong}))

# %% [markdown]
"""
Augmentation that changes the class would teach nonsense: turned far enough, a 9 becomes
a 6. How strong it may be is chosen on development images.

This knowledge comes from us, not from a GAN. All four trainings below use it, so that
the GAN is not praised for what augmentation does.

## 4. Learning from unlabelled images: consistency

The network labels images for itself, carefully. For each unlabelled image:

1. a **teacher** looks at the weakly changed image;
2. if it gives one class a high probability, that class is taken as a **pseudo-label**;
3. the network must give the same class to the strongly changed image.

The teacher is not trained. After each step its weights move a little towards the
network's: it is an *exponential moving average*, steadier than the network at any one
step. All four trainings below keep such an average, and we score it in the end.

Images of which the teacher isn't sure count as zero. We try it on three images with two
classes. A network's output before the softmax is called *logits*; the softmax turns
them into probabilities. Here "sure" means a probability of at least 0.8;
the trainings below ask for 0.95.
"""

# %% tags=["claim"]
given("a probability of at least 0.8")  # a setting of the tiny example
given("the trainings below ask for 0.95")  # the recipe's threshold

# %% tags=["nbval-check-output"]
teacher_logits = torch.tensor(
    [[4.0, 0.0], [0.0, 4.0], [0.1, 0.0]]
)  # the last is undecided
student_logits = torch.zeros(3, 2)
classes, sure = losses.pseudo_labels(teacher_logits, threshold=0.8)
print("classes", classes.tolist(), "sure", sure.tolist())
loss = losses.consistency_loss(student_logits, teacher_logits, threshold=0.8)
print(
    "two thirds of log 2:", torch.isclose(loss, 2 / 3 * torch.tensor(2.0).log()).item()
)

# %% [markdown]
"""
The loss of an image is its *cross-entropy*: minus the log of the probability that the
student gives to the teacher's class. The student is undecided, so that is log 2. Two
images count, the third counts as zero, and the loss is the mean of all three.

There is a danger: a teacher that is wrong and sure teaches its mistake. Two things are
done about it. A small further term, `class_balance_loss`, keeps the network from
calling everything by a few names. It assumes that classes are about equally frequent,
which is knowledge too. The other thing needs a section of its own.

## 5. A better start: labels from neighbours

Say that none of the ten labelled sevens has a bar through its stem. To a network that
knows only these, a 7 with a bar may well be a 3. The teacher becomes sure of that, and
from then on it is taught.

But a 7 with a bar looks much like a 7 with a shorter bar, and that one like a 7 with a
mere knot. **Label propagation** goes along such chains. What makes two images alike?
Each image is first set upright and centred. Then we compare how fast it darkens to the
right and downwards, which is much along the borders of strokes. Handwriting bends: each
patch of 2 x 2 pixels may lie a pixel aside. In the picture each row holds an image and
the six that fit it best, among 2,000.
"""

# %%
num_compared = {"smoke": 400}.get(run.profile)  # None: all images
x, y = data.x_development[:num_compared], data.y_development[:num_compared]
nearest, _ = Views(x[:2_000]).neighbours()  # (2000, 6)
rows = {f"image {n}": x[[n, *nearest[n].tolist()]] for n in range(8)}
print(plots.show_rows(rows, ["image", *(f"neighbour {n}" for n in range(1, 7))]))

# %% [markdown]
"""
Nearly all of them show the same digit; in the last row one does not.

Each labelled image hands its class on to its neighbours, these to theirs, and so on for
three hundred rounds. An image gets something of several classes; the one that it has
most of becomes its label.
No network is trained. We compare it with going straight to the labelled image that is
nearest: by its pixels, and by the comparison above.
"""

# %%
by_pixels = torch.cdist(x.flatten(1), data.x_labelled.flatten(1)).argmin(dim=1)
deformed = Views(x).neighbours(Views(data.x_labelled))[0][:, 0]
handed_on = propagate_labels(data.x_labelled, data.y_labelled, x)
wrong = {
    "nearest": data.y_labelled[by_pixels] != y,
    "nearest_deformed": data.y_labelled[deformed] != y,
    "propagated": handed_on != y,
}
propagation = {
    f"{name}_error_percent": 100 * where.float().mean().item()
    for name, where in wrong.items()
}
for name, error in propagation.items():
    print(f"{name:30s} {error:4.1f}")

# %%
better = (wrong["nearest_deformed"] & ~wrong["propagated"]).nonzero()[:20, 0]
print(plots.show_images(x[better], title="right over neighbours, wrong straight"))

# %% [markdown]
"""
The better comparison takes away more than half of the errors, and the chains take away
more than half of the rest. Is there an image like each of
these among the labelled ones in section 1?

So in both trainings on unlabelled images, 10,000 of them in `class` and all in `full`
get a label this way, and are treated like the hundred given ones. After the first tenth
of the steps the loss on all of these counts a tenth: by then the network has learned
better, and may overrule wrong labels. The GAN plays no part in this.

## 6. Learning from unlabelled images: the game

The **generator** maps noise `z` to images, coarse to fine: at 7, at 14 and at 28
pixels. It never sees a real image; it learns only from how the discriminator reads its
own.
"""

# %% tags=["claim"]
nearest, deformed, propagated = (
    metric(f"propagation/{how}_error_percent")
    for how in ("nearest", "nearest_deformed", "propagated")
)
holds(
    "The better comparison takes away more than half of the errors",
    all(deformed < 0.5 * nearest),
)
holds(
    "the chains take away more than half of the rest", all(propagated < 0.5 * deformed)
)

# %%
seed_everything(seed)
generator = ConvGenerator()
z = generator.sample_noise(10, named_generator(seed, "noise"))  # (10, 100)
print(plots.show_images(generator(z).detach(), title="before training"))

# %% [markdown]
"""
The **discriminator** is our multi-scale classifier: the same network, which also
returns the features of its levels. It needs no new output for "real". Give it an
eleventh class, "fake", whose logit is always 0. The softmax then says how probable
"fake" is. The rest is the probability of "real". It equals the sigmoid 1 / (1 +
exp(-s)) of s = log(sum of exp(logit) over the ten classes), the *logsumexp* of the
class logits.
"""

# %% tags=["nbval-check-output"]
discriminator = Discriminator().eval()
logits, features = discriminator(data.x_labelled[:2])  # (2, 10), four levels
with_fake = torch.cat([logits, torch.zeros(2, 1)], dim=1).softmax(dim=1)  # (2, 11)
p_real = torch.sigmoid(losses.real_logit(logits))
print("same probability:", torch.allclose(p_real, 1 - with_fake[:, 10], atol=1e-6))
print("same size:", measure.count_weights(discriminator) == weights_multi)

# %% [markdown]
"""
So the discriminator gets one more loss: call unlabelled images real and generated
images fake. To call an image real it has to raise class logits, and the push is largest
on the class that is most probable already. That is how unlabelled images reach the
class logits.

The generator tries to **fool** it: its loss falls as its images are called real.
Salimans and others (2016) let it match the mean features of real images instead;
exercise 2 writes that loss, and lesson 16 tries both.

A discriminator can win for a silly reason (lesson 06): real backgrounds are exactly 0.
So in the game real and generated images alike get noise on every pixel. What the
classifier learns from stays clean.
"""

# %% tags=["nbval-check-output"]
x_real, x_fake = data.x_unlabelled[:50], generator(z).detach()
print("most real pixels are exactly 0:", (x_real == 0).float().mean().item() > 0.5)
print("any generated one:             ", (x_fake == 0).any().item())
game_noise = resolve("semisupervised_with_drawing_gan")["game_noise"]
of_game = named_generator(seed, "noise of the game")
noisy = augment.disturb(x_real, of_game, augmented=False, noise=game_noise)
print("any real one with noise:       ", (noisy == 0).any().item())

# %%
quiz(
    "What does the generator get to know about real images?",
    {
        "The unlabelled images: it learns to copy them": "It is never given an image. "
        "That would be an autoencoder, which lesson 03 is about.",
        "The labelled images: only these are trusted": "It sees neither these nor "
        "their labels. Nobody tells the generator what a 3 is.",
        "Which changes would make its own images look more real": "The gradient that "
        "comes back through the discriminator says so, for each pixel. Real images "
        "stay out of its sight.",
    },
    right="Which changes would make its own images look more real",
)

# %% [markdown]
"""
## 7. One step, both ways

The training with the GAN and the one without are the same lines of code with the same
first weights, batches and augmentation. A generator adds its terms, and nothing else
changes. We do one step of each.
"""

# %%
first_losses = {}
for method in ("semisupervised_without_gan", "semisupervised_with_drawing_gan"):
    training = make_training(method, data, 10, seed)  # as for ten steps
    training.prepare()
    first_losses[method] = {k: float(v) for k, v in training.step().items()}
    print(method)
    for name, loss in first_losses[method].items():
        print(f"    {name:13s} {loss:6.3f}")

# %% [markdown]
"""
In the first step the three losses that both trainings have are equal to the last bit.
(One is 0: the untrained teacher isn't sure of anything.)
"""

# %% tags=["nbval-check-output"]
without, with_gan = first_losses.values()
for name in ("labelled", "consistency", "balance"):
    print(name, without[name] == with_gan[name])

# %% [markdown]
"""
## 8. Four trainings

All four have the same number of steps and the same labelled images. Each is scored with
its averaged network after the last step:

| method | in pictures | scales |
|---|---|---|
| `supervised_single_scale` | single-scale, labels alone | one |
| `supervised_multiscale` | multi-scale, labels alone | all |
| `semisupervised_without_gan` | unlabelled images, no GAN | all |
| `semisupervised_with_drawing_gan` | unlabelled images and a GAN that draws | all |

In the last two trainings, neighbours vote in the end: the six that fit a new image
best, among all whose labels were given or handed on. Network and neighbours err on
different images. So we multiply each class's probability by its share of the votes
(plus a little, so that a network that is sure has the last word).

Two trainings run at a time, each in a process of its own with one thread. The one with
the GAN is the longest and starts first.
"""

# %% tags=["claim"]
with_gan = seconds("semisupervised_with_drawing_gan")
for other in (
    "semisupervised_without_gan",
    "supervised_multiscale",
    "supervised_single_scale",
):
    holds("The one with the GAN is the longest", all(with_gan > 1.2 * seconds(other)))

# %%
methods = [
    "semisupervised_with_drawing_gan",
    "semisupervised_without_gan",
    "supervised_multiscale",
    "supervised_single_scale",
]
shared = {
    "num_steps": num_steps,
    "steps_per_epoch": max(num_steps // 12, 6),
    "num_scored": {"smoke": 200}.get(run.profile),  # None: all images
    "checkpoint_every": max(num_steps // 60, 2),
    "dataset": dataset,
    "labels_per_class": labels_per_class,
    "label_seed": label_seed,
    "seed": seed,
}

# %%
jobs = [{"method": m, "checkpoint": run.checkpoint(m), **shared} for m in methods]
outcomes = {outcome.method: outcome for outcome in train_side_by_side(jobs)}

# %% [markdown]
"""
The error of the networks alone on the development images:
"""

# %%
print(plots.show_history({m: o.history for m, o in outcomes.items()}))

# %% [markdown]
"""
Look where each curve flattens. The supervised trainings see the same hundred images
again and again, changed by augmentation; the other two can still learn from the
unlabelled ones. (The development images are among them, without their labels.)

We do not stop at the best point of a curve: on these 5,000 images it is partly luck.

## 9. The result on the test images

Each interval below covers the true error in 95 of 100 cases, if only the choice of test
images is random. It knows nothing of other labels or other seeds.
"""

# %%
errors = {m: o.test.error_percent for m, o in reversed(outcomes.items())}
intervals = {m: outcomes[m].test.interval for m in errors}
for method, error in errors.items():
    low, high = intervals[method]
    seconds = outcomes[method].cpu_seconds
    print(f"{method:31s} {error:6.2f} % ({low:.2f} to {high:.2f}) {seconds:5.0f} CPU s")
for method, outcome in outcomes.items():
    if "alone" in outcome.scores:
        alone = outcome.scores["alone"].error_percent
        print(f"{method:31s} {alone:6.2f} % without the neighbours' votes")

# %%
print(plots.show_errors(errors, intervals))

# %% [markdown]
"""
Both classified the same images, so we can do better: count the images on which
*exactly one* of the two is right. If both were equally good, each would win about half
of these. This is McNemar's test. Its **p-value** is the probability of a split at least
as uneven as ours if both were equally good.
"""


# %%
def compare(first, second, part="whole"):
    correct = [outcomes[method].scores[part].correct for method in (first, second)]
    test = measure.mcnemar(*correct)
    print(f"{first} alone right: {test.only_first_right}")
    print(f"{second} alone right: {test.only_second_right}")
    print(f"p = {test.p_value:.2g}\n")
    return test


scales = compare("supervised_multiscale", "supervised_single_scale")
unlabelled = compare("semisupervised_without_gan", "supervised_multiscale")
twins = "semisupervised_with_drawing_gan", "semisupervised_without_gan"
game = compare(*twins)
game_alone = compare(*twins, "alone")  # without the neighbours' votes

# %% [markdown]
"""
Read the comparisons in this order: what several scales bring; what unlabelled images
bring, together with all that section 5 knows of handwriting; what the GAN brings on
top; and what it brings before neighbours vote. A small p-value makes the choice of test
images an unlikely cause of the difference. A large one does not prove that two methods
are equal. The draw of labels and the seed may be the cause too; only more draws and
seeds can tell. The README shows several draws.

Steps are equal here, but costs are not: compare the CPU seconds.
"""

# %%
quiz(
    "The p-value of a comparison is very small. What does that say?",
    {
        "The one method is much better than the other": "With many images a small "
        "difference gets a small p-value too. How large it is, the errors say.",
        "The winner would win with other labels too": "The test knows this one draw "
        "of labels. Of other draws it can say nothing.",
        "Luck with the test images hardly explains it": "That is all it says, and it "
        "is worth knowing.",
        "The losing method is hardly ever the better one": "It is no probability that "
        "a method is better. It is that of such a split if both were equally good.",
    },
    right="Luck with the test images hardly explains it",
)

# %% [markdown]
"""
## 10. What the generator learned

We draw new noise, and look at its images beside real ones.
"""

# %%
game_outcome = outcomes["semisupervised_with_drawing_gan"]
generator = ConvGenerator()
generator.load_state_dict(game_outcome.generator_weights)
num_samples = {"smoke": 200}.get(run.profile, 10_000)
noise = generator.sample_noise(num_samples, named_generator(seed, "samples"))
x_fake = draw_images(generator, noise)  # (10000, 1, 28, 28)
print(plots.show_real_and_fake(data.x_test[:20], x_fake[:20]))

# %% [markdown]
"""
Which could pass as real, and which belong to no class? Poor images need not harm a
classifier (Dai and others, 2017), but a game whose generator has not learned digits
says little about what GANs bring.

The course's **judge**, a classifier that had no part in any game, compares ten thousand
of them with the development images; lesson 08 explains its measures. A generator *draws
digits* if each class gets at least 2 % of its images, and the judge is sure of at least
60 % of them.
"""

# %% tags=["claim"]
given("each class gets at least 2 % of its images")  # settings of draws_digits
given("the judge is sure of at least 60 % of them")

# %%
measured = {}
if dataset == "mnist":
    measured = measure_samples(load_judge(), x_fake, data.x_development)
for name, value in measured.items():
    print(f"{name:17s} {value:6.2f}")

# %%
if not measured:
    print("No judge knows such images, so we can't say what this game is worth.")
elif draws_digits(measured):
    print("The generator draws digits, so this game says something about GANs.")
else:
    print("The generator draws no digits, so this game says little about GANs.")

# %% [markdown]
"""
In the recorded runs in `full` it drew digits with each draw of labels.

And the discriminator's side: how often it recognises real test images and generated
ones, with noise as in the game.
"""

# %% tags=["claim"]
holds(
    "In the recorded runs in `full` it drew digits with each draw of labels",
    all(metric("generator/classes_reached") == 10),
    all(metric("generator/sure_percent") >= 60),
)

# %%
discriminator.load_state_dict(game_outcome.weights)
of_game = named_generator(seed, "noise of the game")
x_real, x_seen = (
    augment.disturb(x[:1_000], of_game, augmented=False, noise=game_noise)
    for x in (data.x_test, x_fake)
)
of_discriminator = adversarial.test_discriminator(discriminator, x_real, x_seen)
print({name: round(value, 1) for name, value in of_discriminator.items()})

# %% [markdown]
"""
Who only guesses is right half of the time. Neither number says how well it classifies.

## 11. The classified digits

The article behind this course ends with a picture of classified digits. Here is ours,
by whichever of the two semi-supervised networks did better on the development images. A
wrong answer has a dashed frame.
"""

# %%
best = min(twins, key=lambda m: outcomes[m].development_error_percent)
predictions = outcomes[best].test.predictions
print(
    plots.show_classified(data.x_test[:20], data.y_test[:20], predictions[:20], names)
)

# %% [markdown]
"""
Now mistakes alone.
"""

# %%
wrong = (~outcomes[best].test.correct).nonzero()[0][:20]
print(
    plots.show_classified(
        data.x_test[wrong], data.y_test[wrong], predictions[wrong], names, "mistakes"
    )
)

# %% [markdown]
"""
Would you hesitate too? Last, which class is taken for which? The table counts mistakes
only.
"""

# %%
y_test = data.y_test[: len(predictions)].numpy()
counts = measure.confusion_matrix(y_test, predictions)
print(plots.show_confusion(counts, names))

# %% [markdown]
"""
Which pairs stand out?

## Your turn

Two exercises with checks, then three things to try.
"""

# %% [markdown] tags=["exercise"] exercise="14_follow"
"""
### Exercise 1: The teacher follows

**Goal.** Move the teacher's weights a little towards the network's, as in section 4.

**Signature.** `follow(teacher, network, decay)` returns the teacher's new weights, a
tensor of the same shape.

**Given.** `teacher` and `network` are float32 tensors of the same shape, with any
number of axes: the weights of one layer in both. `decay` is a float from 0 to 1: the
share of the old teacher that stays. The rest comes from the network.

**Example.** With `teacher = torch.tensor([1.0, 0.0])`, `network = torch.tensor([0.0,
1.0])` and `decay = 0.75` the new teacher is `tensor([0.75, 0.25])`.

**Checked** on random weights of several shapes with many decays, 0 and 1 and `0.9995`
among them; both tensors must stay as they were.

**Time.** 5 minutes, easy.

<details><summary>Hint 1</summary>

What comes out for `decay = 1`? And for `decay = 0`?

</details>

<details><summary>Hint 2</summary>

It is a weighted mean of the two tensors. The two shares add up to 1.

</details>

<details><summary>Hint 3</summary>

The network's share is `1 - decay`. Multiply each tensor by its own share and add the
results. Operators that end in `=`, such as `*=`, would change the input.

</details>

#### When it passes

Let a teacher that starts at 0 follow a network that stays at 1, with `decay = 0.99`.
After how many steps is the teacher halfway?

<details><summary>Answer</summary>

After 69. With every step the distance to the network is multiplied by `0.99`, and
`0.99 ** 69` is the first power below a half. So such a teacher remembers the network's
weights of some hundred steps, and averages over them.

</details>
"""


# %% tags=["solution"] exercise="14_follow"
def follow(teacher, network, decay):
    """Return the teacher's weights after one step towards the network's."""
    # SOLUTION
    return decay * teacher + (1 - decay) * network
    # END


# %% tags=["check"] exercise="14_follow"
check("14_follow", follow)

# %% [markdown] tags=["exercise"] exercise="14_feature_distance"
"""
### Exercise 2: Another goal for the generator

**Goal.** Write the loss of a generator that matches features, for one level: how far
the mean features of generated images are from those of real ones.

**Signature.** `feature_distance(features_real, features_fake)` returns a tensor without
axes.

**Given.** Float32 tensors: features of real images, `(m, n)`, and of generated ones,
`(k, n)`: a row for each image, a column for each feature. `m` and `k` may differ, and
each of the three may be 1. Take the mean of each
feature over the images, subtract, square, and take the mean over the features. The
gradient must reach `features_fake` and must not reach `features_real`: the real means
are a fixed target.

**Example.** Real features `[[0.0, 3.0], [2.0, 5.0], [1.0, 4.0]]` have the means `[1,
4]`, generated ones `[[1.0, 1.0], [3.0, 1.0]]` have `[2, 1]`. The differences are `1`
and `-3`, their squares `1` and `9`, and the result is `tensor(5.)`.

**Checked** on random features, with as many real images as generated ones, with more
and with fewer, and by the gradients.

**Time.** 10 minutes, medium.

<details><summary>Hint 1</summary>

Two means are taken, over different axes and at different times: first over the images,
and after squaring over the features.

</details>

<details><summary>Hint 2</summary>

`mean(dim=0)` runs down the rows. It turns `(m, n)` into `(n,)`.

</details>

<details><summary>Hint 3</summary>

`x.detach()` has the same numbers as `x` and lets no gradient through. Which of the two
inputs needs it?

</details>

#### When it passes

Compare `data.x_unlabelled[:500]` with the next five hundred. Features of images `x` are
`discriminator(x)[1][3].mean(dim=(2, 3))`. Is the distance 0? What does that say about a
generator with a small distance?

<details><summary>Answer</summary>

It is small, but not 0: the means of two samples of real images differ by chance. So a
generator need not reach 0, and one that comes as near as real images do can't be told
from them by these means. That does not make its images real: very different images may
have the same mean features.

</details>
"""


# %% tags=["solution"] exercise="14_feature_distance"
def feature_distance(features_real, features_fake):
    """Return the mean squared difference of the mean features."""
    # SOLUTION
    mean_real = features_real.detach().mean(dim=0)
    mean_fake = features_fake.mean(dim=0)
    return (mean_fake - mean_real).square().mean()
    # END


# %% tags=["check"] exercise="14_feature_distance"
check("14_feature_distance", feature_distance)

# %% [markdown]
"""
### Without a check

1. **Other labels** (5 minutes). Set `label_seed = 1` and run the lesson again. Which
   differences keep their sign? Which p-values stay small?
2. **Fewer labels** (5 minutes). Set `labels_per_class = 2`. Which method suffers most?
   Look at the picture of the labelled images before you run the rest, and guess.
3. **Equal cost** (10 minutes). After the cell that makes `jobs`, set
   `jobs[1]["num_steps"]` to `num_steps` times the ratio of the CPU seconds that you saw
   in section 9, and train again. Does the comparison change? (In `class` more images
   get labels too, twenty for each step.)

## Summary

- Four classifiers of equal size learned from the same labelled images in equal steps.
- Labels that are handed on from neighbour to neighbour are to keep the first mistakes
  from teaching themselves, and neighbours vote in the end.
- Three comparisons separate what several scales, unlabelled images and the GAN bring.
- The training with the GAN and the one without differ in the game's terms alone. That
  says something about GANs if the generator draws digits.
- A paired test on the same images can show that two classifiers differ, not that they
  are equal.
- One draw of labels proves little. Repeat it before you believe it.

## What we did not show

- The training without labels handed on, and each part of section 5 by itself.
- Whether the GAN helps without augmentation, where it has its best claim.
- Whether it helps with fewer or more labels, or on other images.
- What happens at equal CPU time, over many draws of labels. Lesson 16 is about the
  last three.

## Further reading

- Salimans and others (2016), *Improved Techniques for Training GANs*.
- LeCun and others (1998), *Gradient-Based Learning Applied to Document Recognition*:
  digits set upright.
- Keysers and others (2007), *Deformation Models for Image Recognition*.
- Calder and others (2020), *Poisson Learning*: the propagation of section 5.
- Sohn and others (2020), *FixMatch*.
- Tarvainen and Valpola (2017), *Mean teachers are better role models*.
- Zhao and others (2020), *Differentiable Augmentation for Data-Efficient GAN Training*.
- Dai and others (2017), *Good Semi-supervised Learning That Requires a Bad GAN*.
- Oliver and others (2018), *Realistic Evaluation of Deep Semi-Supervised Learning
  Algorithms*: why the baseline has to be tuned as hard.

The last cell saves the result. "Headline" is the training with the GAN, "baseline" the
best one without, chosen on development images.
"""

# %%
with_gan, without_gan = twins
rivals = [m for m in methods if m != with_gan]
baseline = min(rivals, key=lambda m: outcomes[m].development_error_percent)
metrics = {
    "headline/test_error_percent": errors[with_gan],
    "baseline/test_error_percent": errors[baseline],
    "gan_effect/test_error_points": errors[with_gan] - errors[without_gan],
    "gan_effect/p_value": game.p_value,
    "gan_effect_alone/p_value": game_alone.p_value,
}
metrics |= {f"propagation/{name}": error for name, error in propagation.items()}
metrics |= {f"generator/{name}": value for name, value in measured.items()}
for outcome in outcomes.values():
    metrics |= outcome.metrics("alone")  # with that of the network without neighbours
run.save(metrics)
