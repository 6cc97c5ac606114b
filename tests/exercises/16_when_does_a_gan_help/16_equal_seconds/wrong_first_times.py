# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * times[0] / times_other[0])
