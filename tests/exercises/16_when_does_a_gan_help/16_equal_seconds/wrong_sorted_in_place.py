# rejected with: changes its input


def equal_seconds(num_steps, times, times_other):
    times.sort()
    times_other.sort()
    middle, middle_other = len(times) // 2, len(times_other) // 2
    return int(num_steps * times[middle] / times_other[middle_other])
