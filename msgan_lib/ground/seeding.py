"""Random numbers that repeat: one seed, and a stream of its own for every purpose."""

import hashlib
import random

import numpy as np
import torch


def seed_everything(seed: int, threads: int = 1) -> None:
    """Seed Python, NumPy and PyTorch, and fix the number of threads.

    Results repeat bit for bit only with one thread on the same kind of processor: more
    threads add numbers in another order. Denormal numbers are flushed to zero, since
    processors compute with them many times slower. A GPU's convolutions use all digits
    of float32, by default fewer, to give what a processor gives. Taught in lesson 00.
    """
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002 (for libraries that use the old stream)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.backends.cudnn.allow_tf32 = False


def named_seed(seed: int, name: str) -> int:
    """Return a seed (0 to 2**63 - 1) for the purpose `name`, the same everywhere.

    Two names give independent streams, so that one more draw for "noise" does not move
    the draws for "labels".
    """
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def named_generator(seed: int, name: str) -> torch.Generator:
    """Return a PyTorch generator (on the CPU) for the purpose `name`."""
    return torch.Generator().manual_seed(named_seed(seed, name))
