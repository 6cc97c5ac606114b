"""What generated images are worth to a classifier. Taught in lesson 08.

GAN-train and GAN-test were made for generators that are told a class (Shmelkov et al.,
2018). Ours are not, so the judge names the classes of their images.
"""

import torch
import torch.nn.functional as F
from torch import nn

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.seeding import named_generator, named_seed
from msgan_lib.measure import evaluate
from msgan_lib.measure_images import read_images
from msgan_lib.networks.judge import Judge
from msgan_lib.training.optimizers import descend

BATCH_SIZE = 64
NUM_STEPS = 400
HIGHEST_RATE = 3e-3


def name_images(judge: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return the class that the judge gives each image: (n,) int64."""
    return read_images(judge, x)[0].argmax(dim=1)


def train_reader(
    x: torch.Tensor, names: torch.Tensor, seed: int, num_steps: int = NUM_STEPS
) -> nn.Module:
    """Return a small classifier that learnt from images (n, 1, 28, 28) and their names.

    It is a network of the judge's kind, with first weights and batches from `seed`, on
    the device of the images. Raises CourseError for fewer images than a batch holds.
    """
    if len(x) != len(names) or len(x) < BATCH_SIZE:
        raise CourseError(
            f"A classifier needs at least {BATCH_SIZE} images and a name for each, not "
            f"{len(x)} images and {len(names)} names: take more."
        )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(named_seed(seed, "reader"))
        reader = Judge().to(x.device).train()
    batches = named_generator(seed, "batches of the reader")
    optimizer = torch.optim.Adam(reader.parameters(), fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=HIGHEST_RATE, total_steps=num_steps
    )
    for _ in range(num_steps):
        rows = torch.randint(len(x), (BATCH_SIZE,), generator=batches).to(x.device)
        descend(F.cross_entropy(reader(x[rows]), names[rows]), optimizer, schedule)
    return reader.eval()


def gan_train_error(
    judge: nn.Module,
    x_fake: torch.Tensor,
    x_real: torch.Tensor,
    y_real: torch.Tensor,
    seed: int,
    num_steps: int = NUM_STEPS,
) -> float:
    """Return the error in percent on real images of who learnt from generated ones.

    The judge names the generated images; `y_real` (m,) are the true classes. With real
    images in place of generated ones it is what the best generator could reach. Raises
    CourseError as read_images and train_reader do.
    """
    reader = train_reader(x_fake, name_images(judge, x_fake), seed, num_steps)
    return evaluate(reader, x_real, y_real, batch_size=500).error_percent


def gan_test_error(reader: nn.Module, judge: nn.Module, x_fake: torch.Tensor) -> float:
    """Return in percent of generated images where a reader of real ones disagrees.

    `reader` learnt from real images, and the judge has named the generated ones: it is
    low where both can read them, however few kinds there are. Raises CourseError as
    read_images does.
    """
    named = name_images(judge, x_fake)
    return evaluate(reader, x_fake, named, batch_size=500).error_percent
