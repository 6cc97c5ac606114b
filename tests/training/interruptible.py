"""A short training that can be killed in the middle of a step."""

import torch

from msgan_lib.training.loop import run_training
from msgan_lib.training.methods import make_training


def train(data, method, folder=None, num_steps=6, stop_after=None, seed=0):
    """Train; with `stop_after`, die in the middle of that step."""
    torch.manual_seed(seed)
    training = make_training(method, data, num_steps, seed)
    if stop_after is not None:
        step = training.step

        def step_or_die():
            if training.steps_done == stop_after:
                step()  # its changes are lost
                raise KeyboardInterrupt
            return step()

        training.step = step_or_die
    run_training(
        training,
        checkpoint=folder and folder / "training.pt",
        checkpoint_every=2,
        steps_per_epoch=3,
    )
    return training
