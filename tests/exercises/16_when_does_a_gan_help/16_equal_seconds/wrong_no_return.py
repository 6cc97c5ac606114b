# rejected with: is a `return` missing


def equal_seconds(num_steps, times, times_other):
    int(num_steps * statistics.median(times) / statistics.median(times_other))
