# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    middle = len(times) // 2
    return int(num_steps * sorted(times)[middle] / sorted(times_other)[middle])
