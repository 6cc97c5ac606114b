# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    one, other = sorted(times), sorted(times_other)
    return int(num_steps * one[min(1, len(one) - 1)] / other[min(1, len(other) - 1)])
