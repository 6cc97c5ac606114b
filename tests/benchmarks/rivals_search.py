"""Search the learning rates of lesson 03's rivals, each as hard as the others.

    python tests/benchmarks/rivals_search.py [METHOD ...]

Every method gets three trainings of less than half of the steps that lesson 03 gives
it, on draw 100 of the labels, with rates about a factor of three apart. An
autoencoder's rate is that of the restoring. Nothing else is searched, but for one thing
that was tried beforehand: with augmented unlabelled images, in batches of 32, the
autoencoders were worse. Prints errors on the development images, best rate last.
"""

import sys

from msgan_lib.few_labels import FewLabels, load_few_labels
from msgan_lib.ground.seeding import seed_everything
from msgan_lib.training.loop import run_training
from msgan_lib.training.methods import make_training

RATES = (3e-3, 1e-2, 3e-2)
AUTOENCODERS = ("autoencoder_linear", "vae_linear")
RATES_OF_AUTOENCODERS = (1e-3, 3e-3, 1e-2)  # they want lower ones
NUM_STEPS = {
    "supervised_mlp": 950,
    "supervised_lstm": 800,
    "autoencoder_linear": 850,
    "vae_linear": 850,
    "quick_single_scale": 275,
    "quick_multiscale": 275,
}


def train(method: str, lr: float, data: FewLabels) -> float:
    """Return the error on the development images, in percent."""
    num_steps = NUM_STEPS[method]
    training = make_training(method, data, num_steps, seed=0, recipe={"lr": lr})
    run_training(training, steps_per_epoch=num_steps)
    return training.history[-1]["development_error_percent"]


def search(method: str, data: FewLabels) -> None:
    """Print what each rate gives, best last."""
    rates = RATES_OF_AUTOENCODERS if method in AUTOENCODERS else RATES
    errors = {lr: train(method, lr, data) for lr in rates}
    for lr, error in sorted(errors.items(), key=lambda item: -item[1]):
        print(f"{method:20s} lr {lr:g}: {error:5.2f} %", flush=True)


if __name__ == "__main__":
    seed_everything(0)
    few = load_few_labels("mnist", 10, 100)
    for name in sys.argv[1:] or NUM_STEPS:
        search(name, few)
