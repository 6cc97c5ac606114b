"""How the judge was trained; nothing else is trained so.

`msgan weights make judge` calls it: lessons load what it left.
"""

import torch
import torch.nn.functional as F

from msgan_lib.data import load_images
from msgan_lib.few_labels import DEVELOPMENT_SIZE, to_tensor
from msgan_lib.ground.seeding import named_generator, named_seed, seed_everything
from msgan_lib.networks.judge import Judge
from msgan_lib.training.optimizers import descend
from msgan_lib.training.progress import Report

BATCH_SIZE = 64


def train_judge(
    seed: int,
    num_epochs: int = 3,
    num_images: int | None = None,
    report: Report = lambda done, total, line: None,
) -> Judge:
    """Train a judge on the labels of MNIST's first 55,000 training images, on the CPU.

    The same seed gives the same bits. With `num_images` the first so many count alone:
    enough for a trial.
    """
    seed_everything(seed)
    images, labels = load_images("mnist", "train")
    last = min(num_images or len(images), len(images) - DEVELOPMENT_SIZE)
    x, y = to_tensor(images[:last]), torch.from_numpy(labels[:last])
    torch.manual_seed(named_seed(seed, "initial weights"))
    judge = Judge().train()
    order = named_generator(seed, "batches")
    optimizer = torch.optim.Adam(judge.parameters(), fused=True)
    num_steps = num_epochs * (last // BATCH_SIZE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=3e-3, total_steps=num_steps
    )
    done = 0
    for _ in range(num_epochs):
        rows = torch.randperm(last, generator=order)
        for batch in rows[: last - last % BATCH_SIZE].split(BATCH_SIZE):
            descend(F.cross_entropy(judge(x[batch]), y[batch]), optimizer, schedule)
            done += 1
            report(done, num_steps, None)
    return judge.eval()
