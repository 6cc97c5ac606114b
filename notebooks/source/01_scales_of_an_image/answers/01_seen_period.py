# %% wrong: always above
# says: The nearest whole number may also lie below
def seen_period(period, step):
    part = step / period
    return 1 / (math.ceil(part) - part)


# %% wrong: at most 28
# says: For seen_period
def seen_period(period, step):
    part = step / period
    return min(28, 1 / abs(part - round(part)))


# %% wrong: difference
# says: you return
def seen_period(period, step):
    return abs(period - step)


# %% wrong: first fold only
# says: Not only 1 is a whole number
def seen_period(period, step):
    part = step / period
    return 1 / abs(1 - part) if part > 0.5 else 1 / part


# %% wrong: floor division
# says: Your result is rounded
def seen_period(period, step):
    part = step / period
    return 1 // abs(part - round(part))


# %% wrong: frequency
# says: How many small pixels are a whole period?
def seen_period(period, step):
    part = step / period
    return abs(part - round(part))


# %% wrong: large pixels
# says: You return pixels of the large image
def seen_period(period, step):
    part = step / period
    return step / abs(part - round(part))


# %% wrong: limit
# says: do not stop at a period of 2
def seen_period(period, step):
    return max(period / step, 2)


# %% wrong: no aliasing
# says: under 2 small pixels
def seen_period(period, step):
    return period / step


# %% wrong: no end
# says: was stopped after
def seen_period(period, step):
    part = step / period
    while part != 0.5:
        part -= 1
    return 1 / abs(part)


# %% wrong: only fine ones
# says: you return
def seen_period(period, step):
    part = step / period
    if part < 0.5:
        return period
    return 1 / abs(part - round(part))


# %% wrong: part rounded
# says: you return
def seen_period(period, step):
    part = round(step / period, 2)
    return 1 / abs(part - round(part))


# %% wrong: remainder of whole numbers
# says: Your code stops in line
def seen_period(period, step):
    return period / (step % int(period))


# %% wrong: rounded
# says: Your result is rounded
def seen_period(period, step):
    part = step / period
    return round(1 / abs(part - round(part)))


# %% wrong: rounded down
# says: may also lie above
def seen_period(period, step):
    part = step / period
    return 1 / (part - math.floor(part))


# %% wrong: sign
# says: A period is positive
def seen_period(period, step):
    part = step / period
    return 1 / (round(part) - part)


# %% wrong: step is 2
# says: whatever `step` is
def seen_period(period, step):
    part = 2 / period
    return 1 / abs(part - round(part))


# %% wrong: two digits
# says: Your result is rounded
def seen_period(period, step):
    part = step / period
    return round(1 / abs(part - round(part)), 2)


# %% wrong: up to two
# says: Not only 1 is a whole number
def seen_period(period, step):
    part = step / period
    return 1 / min(part, abs(1 - part))


# %% wrong: upside down
# says: You divide the period by the step
def seen_period(period, step):
    kept = period / step
    return 1 / abs(kept - round(kept))


# %% wrong: wide ones wrong
# says: Not only 1 is a whole number
def seen_period(period, step):
    return 1 / abs(1 - step / period)


# %% right: by looking
def seen_period(period, step):
    """Take the period, of two small pixels or more, whose stripes fit best."""
    kept = torch.arange(64, dtype=torch.float64)
    seen = torch.cos(2 * math.pi * step * kept / period)
    parts = torch.linspace(1e-3, 0.5, 20_000, dtype=torch.float64)
    tried = torch.cos(2 * math.pi * parts[:, None] * kept)
    best = (tried - seen).square().sum(dim=1).argmin()
    return 1 / parts[best].item()


# %% right: by torch
def seen_period(period, step):
    part = torch.tensor(step / period, dtype=torch.float64)
    return 1 / (part - part.round()).abs()


# %% right: fractions
from fractions import Fraction


def seen_period(period, step):
    part = Fraction(step) / Fraction(period)
    return 1 / abs(part - round(part))


# %% right: numpy
import numpy as np


def seen_period(period, step):
    part = np.float64(step) / period
    return np.array(1 / np.abs(part - np.rint(part)))


# %% right: remainder
def seen_period(period, step):
    return abs(period / math.remainder(step, period))


# %% right: smaller part
def seen_period(period, step):
    part = (step / period) % 1
    return 1 / min(part, 1 - part)
