# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    ratio = round(statistics.median(times) / statistics.median(times_other), 1)
    return int(num_steps * ratio)
