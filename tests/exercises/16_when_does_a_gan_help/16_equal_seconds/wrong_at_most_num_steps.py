# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return min(num_steps, int(budget / statistics.median(times_other)))
