# %% wrong: always one too few
# says: you return
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return int(budget / statistics.median(times_other)) - 1


# %% wrong: always second
# says: you return
def equal_seconds(num_steps, times, times_other):
    one, other = sorted(times), sorted(times_other)
    return int(num_steps * one[min(1, len(one) - 1)] / other[min(1, len(other) - 1)])


# %% wrong: always third
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * sorted(times)[2] / sorted(times_other)[2])


# %% wrong: at least num steps
# says: you return
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return max(num_steps, int(budget / statistics.median(times_other)))


# %% wrong: at least one
# says: where the seconds do not pay for any
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return max(1, int(budget / statistics.median(times_other)))


# %% wrong: at most num steps
# says: you return
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return min(num_steps, int(budget / statistics.median(times_other)))


# %% wrong: bounded search
# says: For
import statistics


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    cost = statistics.median(times_other)
    return max(n for n in range(10 * num_steps + 1) if n * cost <= budget)


# %% wrong: budget to a hundredth
# says: For
import statistics


def equal_seconds(num_steps, times, times_other):
    budget = int(num_steps * statistics.median(times)) // 10 * 10
    return int(budget / statistics.median(times_other))


# %% wrong: ceil
# says: You round up
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return math.ceil(budget / statistics.median(times_other))


# %% wrong: cost
# says: first training's cost
def equal_seconds(num_steps, times, times_other):
    return num_steps * sorted(times)[len(times) // 2]


# %% wrong: difference
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps + statistics.median(times) - statistics.median(times_other))


# %% wrong: fastest
# says: You take the fastest step
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * min(times) / min(times_other))


# %% wrong: first times
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * times[0] / times_other[0])


# %% wrong: float
# says: it is a float
def equal_seconds(num_steps, times, times_other):
    return num_steps * statistics.median(times) // statistics.median(times_other)


# %% wrong: floor divided
# says: it is a float
def equal_seconds(num_steps, times, times_other):
    return num_steps * statistics.median(times) // statistics.median(times_other)


# %% wrong: half added
# says: You round to the nearest number
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return int(budget / statistics.median(times_other) + 0.5)


# %% wrong: larger by smaller
# says: you return
def equal_seconds(num_steps, times, times_other):
    one, other = statistics.median(times), statistics.median(times_other)
    return int(num_steps * max(one, other) / min(one, other))


# %% wrong: last times
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * times[-1] / times_other[-1])


# %% wrong: means
# says: You take means
def equal_seconds(num_steps, times, times_other):
    cost = sum(times) / len(times)
    cost_other = sum(times_other) / len(times_other)
    return int(num_steps * cost / cost_other)


# %% wrong: medians to a tenth
# says: ms and [
import statistics


def equal_seconds(num_steps, times, times_other):
    first = round(statistics.median(times), 1)
    return int(num_steps * first / round(statistics.median(times_other), 1))


# %% wrong: mode
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * statistics.mode(times) / statistics.mode(times_other))


# %% wrong: nearest
# says: You round to the nearest number
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return round(budget / statistics.median(times_other))


# %% wrong: no return
# says: is a `return` missing
def equal_seconds(num_steps, times, times_other):
    int(num_steps * statistics.median(times) / statistics.median(times_other))


# %% wrong: not whole
# says: a whole number of steps
def equal_seconds(num_steps, times, times_other):
    return num_steps * statistics.median(times) / statistics.median(times_other)


# %% wrong: numpy float
# says: it is a float
import numpy as np


def equal_seconds(num_steps, times, times_other):
    return np.floor(num_steps * np.median(times) / np.median(times_other))


# %% wrong: one mean
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * statistics.mean(times) / statistics.median(times_other))


# %% wrong: one too few
# says: one step too few wherever
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return math.ceil(budget / statistics.median(times_other)) - 1


# %% wrong: other mean
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * statistics.median(times) / statistics.mean(times_other))


# %% wrong: ratio
# says: That is the ratio
def equal_seconds(num_steps, times, times_other):
    return statistics.median(times) / statistics.median(times_other)


# %% wrong: ratio of one digit
# says: you return
def equal_seconds(num_steps, times, times_other):
    ratio = round(statistics.median(times) / statistics.median(times_other), 1)
    return int(num_steps * ratio)


# %% wrong: rounded up
# says: one step too many
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return int(budget / statistics.median(times_other)) + 1


# %% wrong: same length
# says: you return
def equal_seconds(num_steps, times, times_other):
    middle = len(times) // 2
    return int(num_steps * sorted(times)[middle] / sorted(times_other)[middle])


# %% wrong: set
# says: a `set` keeps only one
def equal_seconds(num_steps, times, times_other):
    one, other = statistics.median(set(times)), statistics.median(set(times_other))
    return int(num_steps * one / other)


# %% wrong: slowest
# says: You take the slowest step
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * max(times) / max(times_other))


# %% wrong: sorted in place
# says: changes its input
def equal_seconds(num_steps, times, times_other):
    times.sort()
    times_other.sort()
    middle, middle_other = len(times) // 2, len(times_other) // 2
    return int(num_steps * times[middle] / times_other[middle_other])


# %% wrong: sums
# says: the sums of the lists
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * sum(times) / sum(times_other))


# %% wrong: text
# says: is a str, but must be a number
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return f"{int(budget / statistics.median(times_other))} steps"


# %% wrong: total of given steps
# says: you return
def equal_seconds(num_steps, times, times_other):
    return int(sum(times) / statistics.median(times_other))


# %% wrong: unsorted
# says: Sort the times first
def equal_seconds(num_steps, times, times_other):
    one, other = times[len(times) // 2], times_other[len(times_other) // 2]
    return int(num_steps * one / other)


# %% wrong: upside down
# says: ratio is upside down
def equal_seconds(num_steps, times, times_other):
    ratio = torch.tensor(times_other).median() / torch.tensor(times).median()
    return int(num_steps * ratio)


# %% wrong: whole costs
# says: You round the costs
def equal_seconds(num_steps, times, times_other):
    one, other = round(statistics.median(times)), round(statistics.median(times_other))
    return num_steps * one // other


# %% wrong: whole ratio
# says: You round the ratio
def equal_seconds(num_steps, times, times_other):
    return int(num_steps * (statistics.median(times) // statistics.median(times_other)))


# %% wrong: without the slowest
# says: you return
def equal_seconds(num_steps, times, times_other):
    one, other = sorted(times), sorted(times_other)
    if len(one) > 1:
        one = one[:-1]
    if len(other) > 1:
        other = other[:-1]
    return int(num_steps * statistics.mean(one) / statistics.mean(other))


# %% right: counted
def equal_seconds(num_steps, times, times_other):
    cost, cost_other = statistics.median(times), statistics.median(times_other)
    steps = 0
    while (steps + 1) * cost_other <= num_steps * cost:
        steps += 1
    return steps


# %% right: inverse
def equal_seconds(num_steps, times, times_other):
    share = statistics.median(times_other) / statistics.median(times)
    return int(num_steps / share)


# %% right: numpy
import numpy as np


def equal_seconds(num_steps, times, times_other):
    steps = num_steps * np.median(times) / np.median(times_other)
    return np.int64(np.floor(steps))


# %% right: other share
def equal_seconds(num_steps, times, times_other):
    return math.floor(
        num_steps / statistics.median(times_other) * statistics.median(times)
    )


# %% right: ratio first
def equal_seconds(num_steps, times, times_other):
    ratio = statistics.median(times) / statistics.median(times_other)
    return math.floor(num_steps * ratio)


# %% right: seconds
def equal_seconds(num_steps, times, times_other):
    budget = num_steps * (statistics.median(times) / 1_000)
    return math.trunc(budget / (statistics.median(times_other) / 1_000))


# %% right: sorted
def middle(times):
    return sorted(times)[len(times) // 2]


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * middle(times)
    return int(budget // middle(times_other))


# %% right: torch
def equal_seconds(num_steps, times, times_other):
    cost, cost_other = (torch.tensor(t).median().item() for t in (times, times_other))
    return int(num_steps * cost / cost_other)
