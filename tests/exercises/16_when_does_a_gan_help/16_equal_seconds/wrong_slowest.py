# rejected with: You take the slowest step


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * max(times) / max(times_other))
