# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    one, other = statistics.median(times), statistics.median(times_other)
    return int(num_steps * max(one, other) / min(one, other))
