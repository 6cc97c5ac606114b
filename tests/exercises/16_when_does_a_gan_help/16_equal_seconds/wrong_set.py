# rejected with: a `set` keeps only one


def equal_seconds(num_steps, times, times_other):
    one, other = statistics.median(set(times)), statistics.median(set(times_other))
    return int(num_steps * one / other)
