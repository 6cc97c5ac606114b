# rejected with: You round up


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return math.ceil(budget / statistics.median(times_other))
