"""The exhibits of lesson 09 that are played, what each is measured by, and patients."""

import torch

from msgan_lib.losses import DISCRIMINATOR_LOSSES, GENERATOR_LOSSES
from msgan_lib.measure_images import REACHED, class_shares, read_images
from msgan_lib.training.exhibits import BATCH_SIZE, Exhibit, Game, Switches
from msgan_lib.training.game import draw_images

MIDDLE = 0.5  # the logit halfway between least squares' targets


def classes_reached(game: Game) -> float:
    """Return how many classes get at least 2 % of 500 samples."""
    z = game.draw_tests(500)
    logits, _ = read_images(game.judge, draw_images(game.generator, z))
    return int((class_shares(logits) >= REACHED).sum())


def generator_gradient(game: Game) -> float:
    """Return the length of the gradient of the generator's loss in its weights."""
    logits = game.discriminator(game.generator(game.draw_tests(BATCH_SIZE)))
    weights = list(game.generator.parameters())
    gradients = torch.autograd.grad(
        GENERATOR_LOSSES[game.switches.loss](logits), weights
    )
    return torch.cat([g.flatten() for g in gradients]).norm().item()


def discriminator_loss_left(game: Game) -> float:
    """Return the discriminator's loss in the last round."""
    return game.losses["discriminator"]


def flipped_by_company_percent(game: Game) -> float:
    """Return how many fakes get another verdict among real images than among fakes.

    Each of 64 fakes is judged among the other 63, then alone among 63 real ones.
    """
    x_real = game.in_range(game.x_new[: BATCH_SIZE - 1])
    with torch.no_grad():
        x_fake = game.generator(game.draw_tests(BATCH_SIZE))
        among_fakes = game.discriminator(x_fake)
        among_real = torch.stack(
            [game.discriminator(torch.cat([x_real, x[None]]))[-1] for x in x_fake]
        )
    flipped = (among_fakes > MIDDLE) != (among_real > MIDDLE)
    return 100 * flipped.float().mean().item()


def memory_gap(game: Game) -> float:
    """Return by how much known real images get a higher logit than new ones, a mean.

    Known are those that it learnt from; 500 of each at most.
    """
    with torch.no_grad():
        known, new = (
            game.discriminator(game.in_range(x[:500])).mean().item()
            for x in (game.x_real, game.x_new)
        )
    return known - new


def gradient_kept_percent(game: Game) -> float:
    """Return how much of the generator's gradient its optimizer gets: a length.

    Without `detach` the gradient of the discriminator's loss is added to it, here on
    the same 64 fakes.
    """
    logits = game.discriminator(game.generator(game.draw_tests(BATCH_SIZE)))
    own = GENERATOR_LOSSES[game.switches.loss](logits)
    added = DISCRIMINATOR_LOSSES[game.switches.loss](torch.zeros(1), logits)
    weights = list(game.generator.parameters())
    lengths = [
        torch.cat([g.flatten() for g in gradients]).norm().item()
        for gradients in (
            torch.autograd.grad(own, weights, retain_graph=True),
            torch.autograd.grad(own if game.switches.detach else own + added, weights),
        )
    ]
    return 100 * lengths[1] / lengths[0]


def critic_slope(game: Game) -> float:
    """Return the mean length of the logit's gradient at 500 real images."""
    x = game.in_range(game.x_new[:500]).requires_grad_()
    (gradient,) = torch.autograd.grad(game.discriminator(x).sum(), x)
    return gradient.flatten(1).norm(dim=1).mean().item()


def fooled_percent(game: Game) -> float:
    """Return how many of 500 fakes the discriminator takes for real."""
    z = game.draw_tests(500)
    with torch.no_grad():
        logits = game.discriminator(draw_images(game.generator, z))
    return 100 * (logits > MIDDLE).float().mean().item()


def distance_of_means(game: Game) -> float:
    """Return how far the mean fake is from the mean real image: a length in pixels."""
    z = game.draw_tests(500)
    mean_fake = draw_images(game.generator, z).mean(dim=0)
    return (mean_fake - game.in_range(game.x_new).mean(dim=0)).norm().item()


WASSERSTEIN = {
    "loss": "wasserstein",
    "penalty": "gradient_penalty",
    "betas": (0.0, 0.9),
}
EXHIBITS = {
    "collapse": Exhibit(
        "mode collapse",
        {"generator_steps": 19},
        classes_reached,
        "classes_reached",
        "classes that are reached",
    ),
    "vanishing": Exhibit(
        "vanishing generator gradient",
        {"loss": "saturating"},
        generator_gradient,
        "gradient_length",
        "length of the generator's gradient",
        {
            "loss": "non_saturating",
            "penalty": "none",
            "plain_descent": True,
            "lead": 200,
            "num_rounds": 200,
        },
    ),
    "range": Exhibit(
        "range mismatch",
        {"real_range": (-1.0, 1.0)},
        distance_of_means,
        "means_distance",
        "distance of the mean fake from the mean real image",
    ),
    "batch_norm": Exhibit(
        "batch normalisation that leaks",
        {"discriminator": "normalised"},
        flipped_by_company_percent,
        "flipped_percent",
        "verdicts turned by company (%)",
        {"together": True},
    ),
    "memorising": Exhibit(
        "a discriminator that memorises",
        {"num_real": 100},
        memory_gap,
        "memory_gap",
        "logit of known minus that of new real images",
        {"num_rounds": 600},
    ),
    "detach": Exhibit(
        "a missing detach",
        {"detach": False},
        gradient_kept_percent,
        "gradient_kept_percent",
        "the generator's gradient that is left (%)",
        WASSERSTEIN,
    ),
    "one_optimizer": Exhibit(
        "one optimizer for both",
        {"one_optimizer": True},
        fooled_percent,
        "fooled_percent",
        "fakes that the discriminator takes for real (%)",
    ),
    "zeros": Exhibit(
        "winning by exact zeros",
        {"discriminator": "counting"},
        discriminator_loss_left,
        "discriminator_loss",
        "the discriminator's loss",
    ),
    "wrong_axis": Exhibit(
        "a penalty over the wrong axis",
        {"penalty": "by_pixel"},
        critic_slope,
        "slope",
        "slope of the critic",
        WASSERSTEIN,
    ),
}

# Games with one fault each, to be found in exercise 3, and the healthy one.
PATIENTS = {
    "healthy": Switches(),
    "A": Switches(**WASSERSTEIN, one_optimizer=True),
    "B": Switches(penalty="none", together=True, discriminator="normalised"),
    "C": Switches(num_real=30, num_rounds=600),
}
