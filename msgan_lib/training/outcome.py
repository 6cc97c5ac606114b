"""One method trained from scratch and scored once, for notebooks and sweeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from msgan_lib.few_labels import load_few_labels
from msgan_lib.ground.devices import choose_device
from msgan_lib.ground.seeding import named_generator, seed_everything
from msgan_lib.measure import Evaluation, count_weights, evaluate
from msgan_lib.measure_images import measure_samples
from msgan_lib.neighbours import Watch, nobody
from msgan_lib.training.game import NUM_SAMPLES, GameTraining, draw_images, in_words
from msgan_lib.training.loop import WHOLE, run_training
from msgan_lib.training.methods import make_training
from msgan_lib.training.progress import Aside, Report
from msgan_lib.training.semisupervised import SemiSupervisedTraining
from msgan_lib.weights import load_judge


@dataclass
class Outcome:
    """What a finished training leaves: plain numbers and weights, on the CPU."""

    method: str
    num_weights: int  # of the whole classifier
    history: list[dict[str, float]]  # one entry an epoch
    # On the 10,000 test images: of the "whole" classifier and, where there is such a
    # part, of the network "alone", without neighbours that vote, and of a linear layer
    # that was fitted to the "frozen" network's code of the labelled images.
    scores: dict[str, Evaluation]
    # Of the network alone: the development images are among those that would vote.
    development_error_percent: float
    cpu_seconds: float  # of its steps, over all restarts
    weights: dict[str, torch.Tensor]  # of the network that is scored
    generator_weights: dict[str, torch.Tensor]  # a GAN's generator's, a decoder's
    # What measure_samples says of a GAN's generator. Empty without a generator that
    # learns, and for other data than MNIST, whose images the judge cannot read.
    samples: dict[str, float]

    @property
    def test(self) -> Evaluation:
        """The whole classifier's score."""
        return self.scores[WHOLE]

    def in_words(self) -> str:
        """Return the error, with its interval."""
        low, high = self.test.interval
        return f"{self.test.error_percent:.2f} % ({low:.2f} to {high:.2f})"

    def metrics(self, *parts: str) -> dict[str, float]:
        """Return the numbers by their names in results: METHOD/what_unit.

        The errors of `parts`, or of all, are added as METHOD_part/test_error_percent,
        and what is known of a GAN's samples as METHOD/frechet_distance and so on.
        """
        low, high = self.test.interval
        whole = {
            "test_error_percent": self.test.error_percent,
            "test_error_low_percent": low,
            "test_error_high_percent": high,
            "development_error_percent": self.development_error_percent,
            "training_cpu_seconds": self.cpu_seconds,
            **self.samples,
        }
        return {f"{self.method}/{what}": number for what, number in whole.items()} | {
            f"{self.method}_{part}/test_error_percent": score.error_percent
            for part, score in self.scores.items()
            if part in (parts or self.scores) and part != WHOLE
        }


@dataclass
class GameOutcome:
    """What a finished plain game leaves: plain numbers and weights, on the CPU."""

    method: str
    num_weights: int  # of the generator
    history: list[dict[str, float]]  # one entry an epoch
    # How well generated images compare with development images, as measure_samples
    # says, and how often the discriminator recognises both.
    samples: dict[str, float]
    cpu_seconds: float  # of its steps, over all restarts
    weights: dict[str, torch.Tensor]  # of the discriminator
    generator_weights: dict[str, torch.Tensor]  # of the averaged generator

    def in_words(self) -> str:
        """Return what the judge says of the generated images."""
        return in_words(self.samples)

    def metrics(self) -> dict[str, float]:
        """Return the numbers by their names in results: METHOD/what_unit.

        The distance on the way too, as METHOD/frechet_distance_at_N_percent, for N of
        25, 50 and 75: at the last epoch's end up to there. And the last epoch's mean
        losses.
        """
        last = self.history[-1]
        numbers = {
            **self.samples,
            "discriminator_loss": last["loss"],
            "generator_loss": last["generator"],
            "training_cpu_seconds": self.cpu_seconds,
        }
        for percent in (25, 50, 75):
            entries = [
                e for e in self.history if 100 * e["step"] <= percent * last["step"]
            ]
            if entries:
                distance = entries[-1]["frechet_distance"]
                numbers[f"frechet_distance_at_{percent}_percent"] = distance
        return {f"{self.method}/{what}": number for what, number in numbers.items()}


def train_method(
    method: str,
    *,
    num_steps: int,
    recipe: Mapping[str, Any] | None = None,
    dataset: str = "mnist",
    labels_per_class: int = 10,
    label_seed: int = 0,
    seed: int = 0,
    num_scored: int | None = None,
    checkpoint: Path | None = None,
    checkpoint_every: int = 100,
    steps_per_epoch: int = 100,
    device: str = "auto",
    report: Report = lambda done, total, line: None,
) -> Outcome | GameOutcome:
    """Train one method from scratch, or go on from its checkpoint, and score it once.

    `recipe` changes some of the method's numbers, such as {"lr": 1e-3}. The test images
    score the averaged network after the last step, whatever the development error was
    before. A plain game has no test error: its generator is measured by 10,000 samples,
    against the development images. So is the generator of a semi-supervised training on
    MNIST, to which these were shown as real ones; other data sets have no judge. With
    `num_scored` only so many images of each kind count: enough for a trial whose
    numbers mean nothing. Raises what make_training, data, checkpoints and the loop
    raise, and CourseError where they are too few to measure samples.
    """
    labels = {
        "dataset": dataset,
        "labels_per_class": labels_per_class,
        "label_seed": label_seed,
    }
    seed_everything(seed)
    data = load_few_labels(**labels)
    data = data.scored_on(num_scored).to(choose_device(device))

    def watch_of(work: str | None) -> Watch:
        """Return what tells `report` how far some work is, if it has a name."""
        if work is None:
            return nobody
        return lambda share: report(num_steps, num_steps, Aside(work, share))

    training = make_training(method, data, num_steps, seed, recipe)
    training.config |= {"method": method, **labels}
    run_training(
        training,
        checkpoint=checkpoint,
        checkpoint_every=checkpoint_every,
        steps_per_epoch=steps_per_epoch,
        report=report,
    )
    generator = training.kept_generator

    def draw_noise() -> torch.Tensor:
        n = NUM_SAMPLES if num_scored is None else num_scored
        return generator.sample_noise(n, named_generator(seed, "samples"))

    if isinstance(training, GameTraining):
        return GameOutcome(
            method=method,
            num_weights=count_weights(training.generator),
            history=training.history,
            samples=training.measure(draw_noise()),
            cpu_seconds=training.cpu_seconds,
            weights=_on_cpu(training.discriminator),
            generator_weights=_on_cpu(training.scored),
        )
    development_error = training.development_error(watch_of("development images"))
    classifiers = training.classifiers()
    watches = {WHOLE: watch_of(training.scoring)}
    scores = {
        part: evaluate(
            classifier, data.x_test, data.y_test, watch=watches.get(part, nobody)
        )
        for part, classifier in classifiers.items()
    }
    samples = {}
    in_a_game = isinstance(training, SemiSupervisedTraining) and training.learns_to_draw
    if in_a_game and dataset == "mnist":
        x_real, x_fake = data.x_development, draw_images(generator, draw_noise())
        samples = measure_samples(load_judge().to(x_real.device), x_fake, x_real)
    return Outcome(
        method=method,
        num_weights=count_weights(classifiers[WHOLE]),
        history=training.history,
        scores=scores,
        development_error_percent=development_error,
        cpu_seconds=training.cpu_seconds,
        weights=_on_cpu(training.scored),
        generator_weights=_on_cpu(generator),
        samples=samples,
    )


def _on_cpu(network: nn.Module | None) -> dict[str, torch.Tensor]:
    state = network.state_dict() if network else {}
    return {name: value.cpu() for name, value in state.items()}
