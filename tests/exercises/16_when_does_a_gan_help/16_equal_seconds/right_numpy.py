import numpy as np


def equal_seconds(num_steps, times, times_other):
    steps = num_steps * np.median(times) / np.median(times_other)
    return np.int64(np.floor(steps))
