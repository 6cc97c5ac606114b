def equal_seconds(num_steps, times, times_other):
    budget = num_steps * (statistics.median(times) / 1_000)
    return math.trunc(budget / (statistics.median(times_other) / 1_000))
