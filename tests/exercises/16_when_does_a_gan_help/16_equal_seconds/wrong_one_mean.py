# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * statistics.mean(times) / statistics.median(times_other))
