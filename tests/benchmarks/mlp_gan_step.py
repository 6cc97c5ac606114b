"""How far a step of the feature-matching GAN is from its matrix products alone.

    python tests/benchmarks/mlp_gan_step.py

The networks are those of Salimans et al. (2016): a discriminator of 784-1000-500-250-
250-250-10 and a generator of 100-500-500-784, with batches of 100 labelled, unlabelled
and generated images. Steps and products alternate, on one thread, so that a noisy
machine disturbs both. Printed are the medians, and the median of their ratios.
"""

import time
from itertools import pairwise
from statistics import median

import torch

from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import seed_everything
from msgan_lib.training.methods import make_training

REPEATS = 40
DISCRIMINATOR = (784, 1000, 500, 250, 250, 250, 10)
GENERATOR = (100, 500, 500, 784)


def products() -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Return the pairs of matrices that a step multiplies."""
    sizes: list[tuple[int, int, int]] = []
    for i, (n_in, n_out) in enumerate(pairwise(DISCRIMINATOR)):
        real = [(200, n_in, n_out), (n_in, 200, n_out)]  # forward, weights' gradient
        fake = [(100, n_in, n_out), (n_in, 100, n_out)]
        # Gradients of the inputs: none of the images themselves.
        inner = [(200, n_out, n_in), (100, n_out, n_in)] if i else []
        # The generator's step: forward without the last layer, back to the image.
        through = [(100, n_in, n_out), (100, n_out, n_in)] if n_out != 10 else []
        sizes += [*real, *fake, *inner, *through]
    for i, (n_in, n_out) in enumerate(pairwise(GENERATOR)):
        twice = [(100, n_in, n_out)] * 2  # images for either network's step
        inner = [(100, n_out, n_in)] if i else []
        sizes += [*twice, (n_in, 100, n_out), *inner]
    return [(torch.randn(a, b), torch.randn(b, c)) for a, b, c in sizes]


def time_of(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    seed_everything(0)
    data = load_few_labels("mnist", 10, 100)
    training = make_training("plain_mlp_gan", data, 1_000, seed=0)
    training.prepare()
    pairs = products()

    def multiply() -> None:
        for a, b in pairs:
            torch.mm(a, b)

    for _ in range(5):
        training.step(), multiply()
    times = [(time_of(training.step), time_of(multiply)) for _ in range(REPEATS)]
    step, alone = (median(column) for column in zip(*times, strict=True))
    flops = sum(2 * a.shape[0] * a.shape[1] * b.shape[1] for a, b in pairs)
    print(f"step                 {1e3 * step:6.1f} CPU ms")
    print(f"its matrix products  {1e3 * alone:6.1f} CPU ms")
    print(f"                     {flops / alone / 1e9:6.0f} GFLOP/s")
    print(f"ratio                {median(a / b for a, b in times):6.2f}")


if __name__ == "__main__":
    main()
