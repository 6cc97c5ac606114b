# rejected with: You round to the nearest number


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return int(budget / statistics.median(times_other) + 0.5)
