# rejected with: You round up


def equal_seconds(num_steps, times, times_other):
    steps = num_steps * statistics.median(times) / statistics.median(times_other)
    return int(steps) + 1
