# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * sorted(times)[2] / sorted(times_other)[2])
