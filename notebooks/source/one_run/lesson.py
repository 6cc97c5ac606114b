# %% [markdown]
"""
# One run

No lesson, but what sweeps run: it trains one method, once, and reports one row.

`msgan sweep data/sweeps/example.yaml` runs it with several methods and seeds, and
`msgan table` compares them. Lesson 14 explains the methods.
"""

# %% tags=["parameters"]
profile: str = "class"  # how much to compute: smoke, class or full
seed: int = 0  # first weights, order of the images, augmentation, noise
dataset: str = "mnist"  # mnist or fashion-mnist
labels_per_class: int = 10  # labelled images a class
label_seed: int = 0  # which images are labelled: another number, another draw
method: str = "supervised_multiscale"  # one of msgan_lib/training/recipes.yaml
num_steps: int = 0  # steps of the training; 0 takes the profile's
recipe: dict = {}  # other numbers than the method's, such as {"lr": 0.001}

# %%
from msgan_lib.lesson.run import start_run
from msgan_lib.training.outcome import train_method

run = start_run(
    "one_run",
    profile=profile,
    seed=seed,
    dataset=dataset,
    labels_per_class=labels_per_class,
    label_seed=label_seed,
    method=method,
    num_steps=num_steps,
    recipe=recipe,
)
steps = num_steps or {"smoke": 6, "class": 600, "full": 6_000}[run.profile]

# %%
outcome = train_method(
    method,
    num_steps=steps,
    recipe=recipe,
    # Every epoch ends with the development images, which cost as much as a dozen steps.
    steps_per_epoch=max(steps // 12, min(steps // 3, 100), 2),
    num_scored={"smoke": 200}.get(run.profile),  # None: all images
    checkpoint_every=max(steps // 60, 2),
    checkpoint=run.checkpoint(method),
    dataset=dataset,
    labels_per_class=labels_per_class,
    label_seed=label_seed,
    seed=seed,
)

# %% [markdown]
"""
A classifier's interval covers the true error in 95 of 100 cases, if only the choice of
test images is random. It knows nothing of other labels or other seeds. A plain game
classifies nothing: its generator's images are compared with the development images.
"""

# %%
trained = ", ".join([method, *(f"{name} {value}" for name, value in recipe.items())])
print(f"{trained}: {outcome.in_words()}")

# %%
# Where they differ, METHOD_alone is the network without neighbours that vote, and
# METHOD_frozen what a linear layer makes of the finished network's features.
run.save(outcome.metrics() | {f"{method}/weights_count": outcome.num_weights})
