import numpy as np


def seen_period(period, step):
    part = np.float64(step) / period
    return np.array(1 / np.abs(part - np.rint(part)))
