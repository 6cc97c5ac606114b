# rejected with: it is a float


def equal_seconds(num_steps, times, times_other):
    return num_steps * statistics.median(times) // statistics.median(times_other)
