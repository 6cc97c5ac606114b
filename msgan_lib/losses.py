"""The losses of the course; each returns one number (a tensor without axes)."""

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F


def real_logit(class_logits: torch.Tensor) -> torch.Tensor:
    """Return the logit of "this image is real", (batch,): logsumexp of class logits.

    A softmax over K classes and one more for "fake", whose logit is fixed at 0, says
    P(real) = sum exp(logits) / (sum exp(logits) + 1) = sigmoid(logsumexp(logits)). So
    the K class logits are enough (Salimans et al., 2016). Taught in lesson 12.
    """
    return torch.logsumexp(class_logits, dim=1)


def discriminator_loss(
    logits_real: torch.Tensor, logits_fake: torch.Tensor
) -> torch.Tensor:
    """Return how badly real and fake images are told apart, from real_logit of each.

    The mean of -log P(real) over real images and of -log(1 - P(real)) over fake ones,
    each weighing a half: log 2 where everything gets logit 0 (Goodfellow et al., 2014).
    Taught in lesson 04.
    """
    on_real = F.softplus(-logits_real).mean()
    on_fake = F.softplus(logits_fake).mean()
    return (on_real + on_fake) / 2


def least_squares_discriminator_loss(
    logits_real: torch.Tensor, logits_fake: torch.Tensor
) -> torch.Tensor:
    """Return ((logit - 1)^2 of real + logit^2 of fake images) / 2, each a mean.

    1/4 where everything gets 1/2 (Mao et al., 2017). Taught in lesson 07.
    """
    return ((logits_real - 1).square().mean() + logits_fake.square().mean()) / 2


def hinge_discriminator_loss(
    logits_real: torch.Tensor, logits_fake: torch.Tensor
) -> torch.Tensor:
    """Return by how much logits fall short of 1 (real) and of -1 (fake), a half each.

    1 where everything gets logit 0 (Lim and Ye, 2017). Taught in lesson 07.
    """
    return (F.relu(1 - logits_real).mean() + F.relu(1 + logits_fake).mean()) / 2


def wasserstein_discriminator_loss(
    logits_real: torch.Tensor, logits_fake: torch.Tensor
) -> torch.Tensor:
    """Return the mean logit of fake images less that of real ones.

    It has no least value, so it wants a penalty that keeps the logit from growing: with
    slopes of at most 1, its negative is an earth mover's distance (Arjovsky et al.,
    2017). Taught in lessons 04 and 07.
    """
    return logits_fake.mean() - logits_real.mean()


def generator_loss(logits_fake: torch.Tensor) -> torch.Tensor:
    """Return the mean of -log P(real) over fake images: the non-saturating loss.

    Its gradient stays large while the discriminator is sure that the image is fake,
    where log(1 - P(real)) is flat (Goodfellow et al., 2014). Taught in lesson 04.
    """
    return F.softplus(-logits_fake).mean()


def saturating_generator_loss(logits_fake: torch.Tensor) -> torch.Tensor:
    """Return the mean of log(1 - P(real)) over fake images: what D raises, G lowers.

    Flat where the discriminator is sure that the image is fake (Goodfellow et al.,
    2014). Taught in lesson 04.
    """
    return -F.softplus(logits_fake).mean()


def least_squares_generator_loss(logits_fake: torch.Tensor) -> torch.Tensor:
    """Return half the mean of (logit - 1)^2 over fake images (Mao et al., 2017).

    Taught in lesson 07.
    """
    return (logits_fake - 1).square().mean() / 2


def wasserstein_generator_loss(logits_fake: torch.Tensor) -> torch.Tensor:
    """Return minus the mean logit of fake images, for the hinge loss too.

    (Arjovsky et al., 2017; Lim and Ye, 2017.) Taught in lessons 04 and 07.
    """
    return -logits_fake.mean()


# The losses that a recipe may name.
DISCRIMINATOR_LOSSES = {
    "logistic": discriminator_loss,
    "least_squares": least_squares_discriminator_loss,
    "hinge": hinge_discriminator_loss,
    "wasserstein": wasserstein_discriminator_loss,
}
GENERATOR_LOSSES = {
    "non_saturating": generator_loss,
    "saturating": saturating_generator_loss,
    "least_squares": least_squares_generator_loss,
    "wasserstein": wasserstein_generator_loss,
}


def r1_penalty(
    discriminator: Callable[[torch.Tensor], torch.Tensor], x_real: torch.Tensor
) -> torch.Tensor:
    """Return half the squared length of the logit's gradient at real images, a mean.

    `discriminator` gives real logits (batch,) of x (batch, ...), each from its own
    image alone. Where real and fake agree a discriminator without slope pays nothing
    (Mescheder et al., 2018: R1). Taught in lesson 04.
    """
    return _squared_slopes(discriminator, x_real).mean() / 2


def gradient_penalty(
    discriminator: Callable[[torch.Tensor], torch.Tensor],
    x_real: torch.Tensor,
    x_fake: torch.Tensor,
    shares: torch.Tensor,
) -> torch.Tensor:
    """Return how far slopes between real and fake images are from 1: mean square.

    x_real and x_fake are (batch, ...); `shares` (batch,), drawn from 0 to 1, says how
    much of each mixture is real. The slope is the length of the gradient over a whole
    image, not over one of its axes (Gulrajani et al., 2017: WGAN-GP). Taught in lesson
    07.
    """
    share = shares.view(-1, *[1] * (x_real.dim() - 1))
    mixed = share * x_real + (1 - share) * x_fake.detach()
    # The root has no slope at 0, where the discriminator says the same of all images.
    slopes = (_squared_slopes(discriminator, mixed) + 1e-12).sqrt()
    return (slopes - 1).square().mean()


def _squared_slopes(
    discriminator: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    """Return the squared length of the logit's gradient at each image: (batch,)."""
    x = x.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return gradient.flatten(1).square().sum(dim=1)


def feature_matching_loss(
    features_real: list[torch.Tensor], features_fake: list[torch.Tensor]
) -> torch.Tensor:
    """Return the squared distance of mean features, averaged over the given levels.

    features[level] is (batch, ...); the mean is over the batch. Give one level or all.
    Each level counts in units of its own mean square, so that no level drowns the
    others. Gradients reach the fake features only (Salimans et al., 2016). Taught in
    lesson 12.
    """
    if len(features_real) != len(features_fake):
        raise ValueError(
            f"{len(features_real)} levels of real features, "
            f"but {len(features_fake)} of fake ones"
        )
    losses = []
    for real, fake in zip(features_real, features_fake, strict=True):
        mean_real = _batch_mean(real.detach())
        scale = mean_real.square().mean().clamp_min(1e-8)
        losses.append((_batch_mean(fake) - mean_real).square().mean() / scale)
    return torch.stack(losses).mean()


def _batch_mean(features: torch.Tensor) -> torch.Tensor:
    """Return the mean over the batch as one row of numbers.

    Maps (batch, c, height, width) of our networks lie in memory with the channels last;
    read in that order, the mean takes a tenth of the time.
    """
    if features.dim() == 4:
        features = features.movedim(1, -1)
    return features.flatten(1).mean(dim=0)


def pseudo_labels(
    teacher_logits: torch.Tensor, threshold: float = 0.95
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the teacher's classes (batch,) and whether it is sure of each, 0.0 or 1.0.

    Sure means a probability of at least `threshold` (Sohn et al., 2020: FixMatch).
    """
    probabilities, classes = teacher_logits.detach().softmax(dim=1).max(dim=1)
    return classes, (probabilities >= threshold).float()


def consistency_loss(
    student_logits: torch.Tensor,
    teacher_logits: torch.Tensor,
    threshold: float = 0.95,
) -> torch.Tensor:
    """Return the cross-entropy of the student against the teacher's sure classes.

    The teacher saw the images weakly augmented, the student strongly. Images of which
    the teacher isn't sure count as 0, so the loss grows with the share it is sure of.
    No gradient reaches the teacher (Sohn et al., 2020). Taught in lesson 12.
    """
    classes, sure = pseudo_labels(teacher_logits, threshold)
    losses = F.cross_entropy(student_logits, classes, reduction="none")
    return (losses * sure).mean()


def class_balance_loss(class_logits: torch.Tensor) -> torch.Tensor:
    """Return how far the mean predicted class distribution is from uniform, in nats.

    It is log K minus the entropy of the mean softmax over the batch: 0 if every class
    is predicted equally often. Keeps pseudo-labels from collapsing into few classes.
    """
    mean = class_logits.softmax(dim=1).mean(dim=0)
    entropy = -(mean * mean.clamp_min(1e-8).log()).sum()
    return math.log(class_logits.shape[1]) - entropy


def reconstruction_loss(restored: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Return how badly images are restored, in nats an image.

    Both are (batch, 1, height, width) from 0 to 1. The binary cross-entropy of every
    pixel, added up over the pixels, averaged over the images. Grey pixels keep it above
    0 even where nothing is lost. Taught in lesson 03.
    """
    by_pixel = F.binary_cross_entropy(restored, x, reduction="none")
    return by_pixel.flatten(1).sum(dim=1).mean()


def kl_divergence(mean: torch.Tensor, log_variance: torch.Tensor) -> torch.Tensor:
    """Return how far the codes' normal distributions are from N(0, I), in nats.

    Both are (batch, code_size). The Kullback-Leibler divergence, added up over the code
    and averaged over the images: 0 where every mean is 0 and every variance 1 (Kingma
    and Welling, 2014). Taught in lesson 03.
    """
    each = (mean.square() + log_variance.exp() - log_variance - 1) / 2
    return each.sum(dim=1).mean()
