# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    one, other = sorted(times), sorted(times_other)
    if len(one) > 1:
        one = one[:-1]
    if len(other) > 1:
        other = other[:-1]
    return int(num_steps * statistics.mean(one) / statistics.mean(other))
