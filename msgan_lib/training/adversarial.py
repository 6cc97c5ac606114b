"""The two steps of the game, and how to look at each side. Taught in lesson 07."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from msgan_lib.greys import quantised
from msgan_lib.losses import (
    discriminator_loss,
    feature_matching_loss,
    generator_loss,
    gradient_penalty,
    r1_penalty,
    real_logit,
)
from msgan_lib.measure import class_logits, evaluating
from msgan_lib.training.kinds import DiscriminatorTerms
from msgan_lib.training.optimizers import descend

# What adds to a discriminator's loss: of its real logits as a function of images, and
# of real and fake images.
RealLogits = Callable[[torch.Tensor], torch.Tensor]
Penalty = Callable[[RealLogits, torch.Tensor, torch.Tensor], torch.Tensor | float]


def real_logits(discriminator: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return the logit of "real" of each image (batch,), from any discriminator.

    Some give it; those that return class logits and features have it in their logits.
    """
    output = discriminator(x)
    return real_logit(output[0]) if isinstance(output, tuple) else output


def as_shown(terms: DiscriminatorTerms, x_fake: torch.Tensor) -> torch.Tensor:
    """Return generated images as a recipe shows them to the discriminator.

    "quantised" ones have 256 greys and exact zeros, as real images do. Gradients pass.
    """
    return quantised(x_fake) if terms.fakes_shown == "quantised" else x_fake


def no_penalty(logits: RealLogits, x_real: torch.Tensor, x_fake: torch.Tensor) -> float:
    """Add nothing to the discriminator's loss."""
    return 0.0


def penalty_of_step(
    terms: DiscriminatorTerms, step: int, stream: torch.Generator
) -> Penalty:
    """Return what a recipe adds to the discriminator's loss in a step, from 0 on.

    Every few steps it is the penalty, so many times as heavy (Karras et al., 2020: lazy
    regularisation). `stream` draws the places where WGAN-GP's is taken.
    """
    if terms.penalty == "none" or step % terms.penalty_every:
        return no_penalty
    weight = terms.weight_penalty * terms.penalty_every

    def r1(
        logits: RealLogits, x_real: torch.Tensor, x_fake: torch.Tensor
    ) -> torch.Tensor:
        return weight * r1_penalty(logits, x_real)

    def between(
        logits: RealLogits, x_real: torch.Tensor, x_fake: torch.Tensor
    ) -> torch.Tensor:
        shares = torch.rand(len(x_real), generator=stream).to(x_real)
        return weight * gradient_penalty(logits, x_real, x_fake, shares)

    return {"r1": r1, "gradient_penalty": between}[terms.penalty]


def train_discriminator(
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    x_real: torch.Tensor,
    x_fake: torch.Tensor,
    loss_of: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = discriminator_loss,
    penalty: Penalty = no_penalty,
) -> float:
    """Do one step that lets the discriminator tell real from fake better.

    Both are (batch, 1, 28, 28). Fakes are detached: the generator gets no gradient.
    Real and fake go through batch normalisation apart, since in one batch each would be
    measured by the other, and only the real ones are remembered. What it lowers is
    `loss_of` the real logits of both and the `penalty`. Returns the loss before the
    step, without the penalty.
    """
    discriminator.train()
    x_fake = x_fake.detach()
    logits_real = real_logits(discriminator, x_real)
    with keeping_statistics(discriminator):
        logits_fake = real_logits(discriminator, x_fake)
        added = penalty(functools.partial(real_logits, discriminator), x_real, x_fake)
    loss = loss_of(logits_real, logits_fake)
    descend(loss + added, optimizer)
    return loss.item()


def fooling(
    discriminator: nn.Module,
    x_fake: torch.Tensor,
    loss_of: Callable[[torch.Tensor], torch.Tensor] = generator_loss,
) -> torch.Tensor:
    """Return the generator's loss where it tries to be called real."""
    return loss_of(real_logits(discriminator, x_fake))


def matching(
    discriminator: nn.Module,
    x_fake: torch.Tensor,
    features_real: list[torch.Tensor],
) -> torch.Tensor:
    """Return the generator's loss where it matches the mean features of real images.

    `features_real` are those of all levels, or of the last ones.
    """
    features_fake = discriminator.features(x_fake)[-len(features_real) :]
    return feature_matching_loss(features_real, features_fake)


def train_generator(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: torch.Tensor,
    loss_of: Callable[[nn.Module, torch.Tensor], torch.Tensor] = fooling,
    augment: Callable[[torch.Tensor], torch.Tensor] = lambda x: x,
) -> float:
    """Do one step that moves the generator's images towards real ones.

    `loss_of` discriminator and images is what it lowers: `fooling` or `matching`. `z`
    is (batch, latent_size); `augment` is done to the images before the discriminator
    reads them. The discriminator passes the gradient on and is not changed. Returns the
    loss before the step.
    """
    generator.train()
    with frozen(discriminator), keeping_statistics(discriminator):
        loss = loss_of(discriminator, augment(generator(z)))
        descend(loss, optimizer)
    return loss.item()


@contextmanager
def keeping_statistics(network: nn.Module) -> Iterator[None]:
    """Let batch normalisation use a batch of fakes and not remember it.

    In evaluation mode a network normalises with the statistics that it remembers. Those
    are to be the real images': with fakes mixed in, it misreads both.
    """
    layers = [m for m in network.modules() if isinstance(m, _BatchNorm)]
    before = [layer.momentum for layer in layers]
    for layer in layers:
        layer.momentum = 0.0  # 0 of the new, all of the old
    try:
        yield
    finally:
        for layer, momentum in zip(layers, before, strict=True):
            layer.momentum = momentum


@contextmanager
def frozen(network: nn.Module) -> Iterator[None]:
    """Let gradients pass through a network to its input, but not into its weights.

    It saves the time of the weights' gradients, and they can't leak into a later step.
    """
    trained = [p for p in network.parameters() if p.requires_grad]
    for parameter in trained:
        parameter.requires_grad_(False)
    try:
        yield
    finally:
        for parameter in trained:
            parameter.requires_grad_(True)


@torch.no_grad()
def test_discriminator(
    discriminator: nn.Module, x_real: torch.Tensor, x_fake: torch.Tensor
) -> dict[str, float]:
    """Return how often each kind of image is recognised, in percent, and the loss.

    Keys: "real_recognised_percent", "fake_recognised_percent", "loss". A generator that
    has won leaves it at 50 for both, and the loss at log 2.
    """
    with evaluating(discriminator):
        logits_real = real_logits(discriminator, x_real)
        logits_fake = real_logits(discriminator, x_fake)
    return {
        "real_recognised_percent": 100 * (logits_real > 0).float().mean().item(),
        "fake_recognised_percent": 100 * (logits_fake <= 0).float().mean().item(),
        "loss": discriminator_loss(logits_real, logits_fake).item(),
    }


@torch.no_grad()
def test_generator(
    generator: nn.Module, classifier: nn.Module, z: torch.Tensor
) -> dict[str, float]:
    """Return how a classifier that had no part in the game reads generated images.

    Keys: "sure_percent", the share of images to which it gives some class a probability
    of at least 0.9; "classes_found", how many classes get at least 1 % of the images: a
    generator that makes few kinds of images has collapsed. Lesson 08 measures better.
    """
    with evaluating(generator, classifier):
        logits = class_logits(classifier, generator(z))
    probabilities, classes = logits.softmax(dim=1).max(dim=1)
    shares = classes.bincount(minlength=logits.shape[1]).float() / len(z)
    return {
        "sure_percent": 100 * (probabilities >= 0.9).float().mean().item(),
        "classes_found": int((shares >= 0.01).sum()),
    }


# Their names are the article's; pytest must not take them for tests of its own.
test_discriminator.__test__ = test_generator.__test__ = False
