"""Where the time of one semi-supervised step with a GAN goes.

    python tests/benchmarks/semisupervised_step.py

Prints the step's time over that of the same step without the GAN, the share of the step
that is spent outside PyTorch's operations (Python's overhead), and each operation above
5 %. Steps of both kinds alternate, so that a noisy machine disturbs both. The profiler
takes time of its own, inside and outside of operations: the overhead lies between the
share that is left when all of it is taken off and the share that the profiler saw.
"""

import time
from collections import Counter
from statistics import median

from torch.profiler import ProfilerActivity, profile

from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.seeding import seed_everything
from msgan_lib.training.methods import make_training

STEPS = 30
METHODS = ("semisupervised_with_gan", "semisupervised_without_gan")


def time_step(training) -> float:
    start = time.perf_counter()
    training.step()
    return time.perf_counter() - start


def is_operation(event) -> bool:
    return not event.name.startswith(("ProfilerStep", "Optimizer.", "[pytorch"))


def main() -> None:
    seed_everything(0)
    data = load_few_labels("mnist", 10, 100)
    trainings = [make_training(method, data, 1_000, seed=0) for method in METHODS]
    for training in trainings:
        training.prepare()
    for training in trainings * 3:
        training.step()
    times = [[time_step(training) for training in trainings] for _ in range(STEPS)]
    with_gan, without = (median(column) for column in zip(*times, strict=True))
    print(f"step with the GAN    {1e3 * with_gan:6.1f} ms")
    print(f"step without         {1e3 * without:6.1f} ms")
    print(f"ratio                {median(a / b for a, b in times):6.2f}")

    before = sum(time_step(trainings[0]) for _ in range(STEPS))
    with profile(activities=[ProfilerActivity.CPU]) as profiler:
        total = 1e6 * sum(time_step(trainings[0]) for _ in range(STEPS))
    after = sum(time_step(trainings[0]) for _ in range(STEPS))
    bare = 1e6 * (before + after) / 2
    inside, own = 0.0, Counter()
    for event in filter(is_operation, profiler.events()):
        parent = event.cpu_parent
        while parent is not None and not is_operation(parent):
            parent = parent.cpu_parent
        if parent is None:
            inside += event.cpu_time_total
        own[event.name] += event.self_cpu_time_total
    shares = 100 * max(0.0, 1 - inside / bare), 100 * (1 - inside / total)
    print("outside operations   between {:.1f} and {:.1f} %".format(*shares))
    print(f"under the profiler   {total / bare:6.2f} times as long")
    for name, microseconds in own.most_common():
        if microseconds > 0.05 * total:
            print(f"{name:40s} {100 * microseconds / total:5.1f} %")


if __name__ == "__main__":
    main()
