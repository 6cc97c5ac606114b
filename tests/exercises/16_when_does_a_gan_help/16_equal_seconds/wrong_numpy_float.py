# rejected with: it is a float


import numpy as np


def equal_seconds(num_steps, times, times_other):
    return np.floor(num_steps * np.median(times) / np.median(times_other))
