"""What a step of each method costs, and how many make equal CPU seconds.

    python tests/benchmarks/method_step.py SECONDS [METHOD ...]

Prints the median of the CPU time of a step, and the number of steps that take SECONDS
at that cost; without methods, those of lesson 03. Steps of all methods alternate, so
that a noisy machine disturbs all of them; for counts to be written down the machine
should be quiet. Lesson 03 and the files in data/sweeps hold such counts, rounded.
"""

import sys
import time
from statistics import median

from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import seed_everything
from msgan_lib.training.autoencoding import AutoencoderTraining
from msgan_lib.training.methods import make_training

STEPS = 40
RIVALS = (
    "supervised_mlp",
    "supervised_lstm",
    "autoencoder_linear",
    "vae_linear",
    "quick_single_scale",
    "quick_multiscale",
)


def time_step(training) -> float:
    start = time.process_time()
    training.step()
    return time.process_time() - start


def main() -> None:
    seconds, methods = float(sys.argv[1]), sys.argv[2:] or RIVALS
    seed_everything(0)
    data = load_few_labels("mnist", 10, 100)
    trainings = {}
    for method in methods:
        trainings[method, 0] = make_training(method, data, 1_000, seed=0)
        last = make_training(method, data, 1_000, seed=0)
        if isinstance(last, AutoencoderTraining):  # its last steps train a linear layer
            last.steps_done = last.unlabelled_steps
            trainings[method, 1] = last
    for training in trainings.values():
        training.prepare()
    for training in list(trainings.values()) * 3:
        training.step()
    times = {key: [] for key in trainings}
    for _ in range(STEPS):
        for key, training in trainings.items():
            times[key].append(time_step(training))
    for method in methods:
        cost = median(times[method, 0])
        if (method, 1) in trainings:
            share = trainings[method, 0].recipe.share_labelled
            cost = (1 - share) * cost + share * median(times[method, 1])
        least = min(times[method, 0])
        print(
            f"{method:30s} {1e3 * cost:6.2f} ms a step (least {1e3 * least:6.2f}), "
            f"{seconds / cost:7.0f} steps in {seconds:g} s"
        )


if __name__ == "__main__":
    main()
