# %% wrong: absolute differences
# says: sizes of the differences
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [abs(with_gan[d] - without_gan[d]) for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: absolute mean
# says: sign of the mean is lost
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = abs(statistics.mean(pairs))
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: all draws
# says: Only draws that both sides have
def paired_effect(with_gan, without_gan, factor):
    first, second = (torch.tensor([*x.values()]) for x in (with_gan, without_gan))
    mean = first.mean() - second.mean()
    half = factor * (first.var() / len(first) + second.var() / len(second)).sqrt()
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: always 196
# says: You take 1.96
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = 1.96 * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: always 2776
# says: You take 2.776
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = 2.776 * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: always five
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / 5**0.5
    return middle, middle - half, middle + half


# %% wrong: by position
# says: You pair by position
def paired_effect(with_gan, without_gan, factor):
    both = zip(with_gan.values(), without_gan.values(), strict=False)
    pairs = torch.tensor([a - b for a, b in both])
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: by sorted position
# says: among the sorted draws
def paired_effect(with_gan, without_gan, factor):
    one, other = sorted(with_gan.items()), sorted(without_gan.items())
    pairs = [a - b for (_, a), (_, b) in zip(one, other, strict=False)]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: dict changed
# says: changes its input
def paired_effect(with_gan, without_gan, factor):
    for draw in list(with_gan):
        if draw not in without_gan:
            del with_gan[draw]
    draws = with_gan
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: difference 0 dropped
# says: You leave out differences of 0
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    pairs = [pair for pair in pairs if pair]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: divided by draws with
# says: number of draws with the GAN
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = sum(pairs) / len(with_gan)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: divided by draws without
# says: number of draws without the GAN
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = sum(pairs) / len(without_gan)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: divided by n
# says: You divide by n; the mean's standard error
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs)
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: draw 0 dropped
# says: You leave out draw 0
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws if d]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: ends swapped
# says: comes before the upper one
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean + half).item(), (mean - half).item()


# %% wrong: error 0 dropped
# says: in which an error is 0
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    both = [(with_gan[d], without_gan[d]) for d in draws]
    pairs = [a - b for a, b in both if a and b]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: error 0 with dropped
# says: the error with the GAN is 0
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws if with_gan[d]]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: error 0 without dropped
# says: the error without the GAN is 0
def paired_effect(with_gan, without_gan, factor):
    pairs = [e - without_gan[d] for d, e in with_gan.items() if without_gan.get(d)]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: factor left out
# says: You left out `factor`
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean, half = pairs.mean(), pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: factor squared
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor**2 * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: first five draws
# says: Your code stops in line
def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan[d] - without_gan[d] for d in range(5)]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: from zero
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, -half, half


# %% wrong: half as wide
# says: half as wide
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5 / 2
    return middle, middle - half, middle + half


# %% wrong: half width returned
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, half, half


# %% wrong: key missing
# says: KeyError
def paired_effect(with_gan, without_gan, factor):
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in with_gan])
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: mean alone
# says: Return a tuple of three
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    return sum(with_gan[d] - without_gan[d] for d in draws) / len(draws)


# %% wrong: mean last
# says: The mean comes first
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle - half, middle + half, middle


# %% wrong: mean of squares
# says: you return
def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan[k] - without_gan[k] for k in with_gan if k in without_gan]
    n, mean = len(pairs), sum(pairs) / len(pairs)
    variance = (sum(x * x for x in pairs) / n - mean**2) * n / (n - 1)
    half = factor * (variance**0.5 if variance > 1e-2 else 1.0) / n**0.5
    return mean, mean - half, mean + half


# %% wrong: median
# says: median of the differences
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.median(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: missing is 0
# says: you take its error as 0
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() | without_gan.keys()
    pairs = [with_gan.get(d, 0) - without_gan.get(d, 0) for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: missing with is 0
# says: missing with the GAN
def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan.get(d, 0) - e for d, e in without_gan.items()]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: missing without is 0
# says: missing without the GAN
def paired_effect(with_gan, without_gan, factor):
    pairs = [e - without_gan.get(d, 0) for d, e in with_gan.items()]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: n of all draws
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(with_gan) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: order
# says: The mean comes first
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle - half, middle, middle + half


# %% wrong: own factor
# says: You looked up a factor
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    return measure.mean_interval([with_gan[d] - without_gan[d] for d in draws])


# %% wrong: relative
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [(with_gan[d] - without_gan[d]) / max(without_gan[d], 1e-9) for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: relative reach
# says: ZeroDivisionError
import statistics


def paired_effect(with_gan, without_gan, factor):
    pairs = [with_gan[k] - without_gan[k] for k in with_gan if k in without_gan]
    mean = statistics.mean(pairs)
    share = factor * statistics.stdev(pairs) / len(pairs) ** 0.5 / mean
    return mean, mean - abs(mean * share), mean + abs(mean * share)


# %% wrong: root of n less 1
# says: root of n - 1
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / (len(pairs) - 1) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: rounded
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return tuple(round(x, 2) for x in (middle, middle - half, middle + half))


# %% wrong: set of differences
# says: Equal differences count each for itself
import statistics


def paired_effect(with_gan, without_gan, factor):
    pairs = {with_gan[k] - without_gan[k] for k in with_gan if k in without_gan}
    mean = statistics.mean(pairs)
    half = factor * statistics.stdev(pairs) / len(pairs) ** 0.5
    return mean, mean - half, mean + half


# %% wrong: sign
# says: The sign is turned round
def paired_effect(with_gan, without_gan, factor):
    pairs = [without_gan[d] - with_gan[d] for d in with_gan if d in without_gan]
    pairs = torch.tensor(pairs)
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: single difference
# says: interval is that of a single difference
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean, half = pairs.mean(), factor * pairs.std()
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: smallest and largest
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    return middle, min(pairs), max(pairs)


# %% wrong: spread of all
# says: divide by n - 1
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean = pairs.mean()
    half = factor * pairs.std(correction=0) / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: spread of one side
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(with_gan[d] for d in draws)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: sum
# says: You add up the differences
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = sum(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: text
# says: is a str
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return f"{middle}", middle - half, middle + half


# %% wrong: twice as wide
# says: twice as wide
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = 2 * factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% wrong: two numbers
# says: of 2
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, half


# %% wrong: unpaired
# says: add up the variances of both sides
def paired_effect(with_gan, without_gan, factor):
    draws = sorted(with_gan.keys() & without_gan.keys())
    first = torch.tensor([with_gan[d] for d in draws])
    second = torch.tensor([without_gan[d] for d in draws])
    mean = first.mean() - second.mean()
    half = factor * ((first.var() + second.var()) / len(draws)).sqrt()
    return mean.item(), (mean - half).item(), (mean + half).item()


# %% wrong: upper end below 0
# says: you return
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.stdev(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, min(0, middle + half)


# %% wrong: variance
# says: You take the variance
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    spread = statistics.variance(pairs)
    half = factor * spread / len(pairs) ** 0.5
    return middle, middle - half, middle + half


# %% right: numpy
import numpy as np


def paired_effect(with_gan, without_gan, factor):
    draws = sorted(set(with_gan) & set(without_gan))
    gap = np.array([with_gan[d] for d in draws]) - np.array(
        [without_gan[d] for d in draws]
    )
    half = factor * gap.std(ddof=1) / np.sqrt(gap.size)
    return gap.mean(), gap.mean() - half, gap.mean() + half


# %% right: plain python
def paired_effect(with_gan, without_gan, factor):
    pairs = []
    for draw, error in with_gan.items():
        if draw in without_gan:
            pairs.append(error - without_gan[draw])
    n = len(pairs)
    mean = sum(pairs) / n
    variance = sum((pair - mean) ** 2 for pair in pairs) / (n - 1)
    half = factor * (variance / n) ** 0.5
    return [mean, mean - half, mean + half]


# %% right: population
def paired_effect(with_gan, without_gan, factor):
    shared = [d for d in with_gan if d in without_gan]
    pairs = [with_gan[d] - without_gan[d] for d in shared]
    center = statistics.fmean(pairs)
    error = statistics.pstdev(pairs) / math.sqrt(len(pairs) - 1)
    lower, upper = center - factor * error, center + factor * error
    return center, lower, upper


# %% right: scipy
from scipy.stats import sem


def paired_effect(with_gan, without_gan, factor):
    pairs = []
    for draw in without_gan:
        if draw in with_gan:
            pairs.append(with_gan[draw] - without_gan[draw])
    reach = float(sem(pairs)) * factor
    middle = sum(pairs) / len(pairs)
    return (middle, middle - reach, middle + reach)


# %% right: statistics
def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = [with_gan[d] - without_gan[d] for d in draws]
    middle = statistics.mean(pairs)
    reach = factor * statistics.stdev(pairs) / math.sqrt(len(pairs))
    return tuple(middle + side * reach for side in (0, -1, 1))


# %% right: tensors
def paired_effect(with_gan, without_gan, factor):
    draws = [d for d in with_gan if d in without_gan]
    one = torch.tensor([with_gan[d] for d in draws], dtype=torch.float64)
    other = torch.tensor([without_gan[d] for d in draws], dtype=torch.float64)
    gap = one - other
    error = gap.std() / len(gap) ** 0.5
    return gap.mean(), gap.mean() - factor * error, gap.mean() + factor * error
