# rejected with: You round the ratio


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * (statistics.median(times) // statistics.median(times_other)))
