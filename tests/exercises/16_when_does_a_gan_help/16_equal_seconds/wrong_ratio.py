# rejected with: That is the ratio


def equal_seconds(num_steps, times, times_other):
    return statistics.median(times) / statistics.median(times_other)
