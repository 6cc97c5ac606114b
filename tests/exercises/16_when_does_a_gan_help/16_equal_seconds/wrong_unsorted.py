# rejected with: Sort the times first


def equal_seconds(num_steps, times, times_other):
    one, other = times[len(times) // 2], times_other[len(times_other) // 2]
    return int(num_steps * one / other)
