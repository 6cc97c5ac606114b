# rejected with: the result is


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * times[0] / times_other[0])
