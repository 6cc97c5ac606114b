# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * statistics.median(times) / statistics.mean(times_other))
