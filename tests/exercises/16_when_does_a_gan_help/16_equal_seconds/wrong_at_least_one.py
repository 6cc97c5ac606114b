# rejected with: where the seconds do not pay for any


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return max(1, int(budget / statistics.median(times_other)))
