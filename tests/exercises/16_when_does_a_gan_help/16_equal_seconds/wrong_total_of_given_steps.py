# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    return int(sum(times) / statistics.median(times_other))
