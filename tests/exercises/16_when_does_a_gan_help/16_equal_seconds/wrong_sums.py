# rejected with: the sums of the lists


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * sum(times) / sum(times_other))
