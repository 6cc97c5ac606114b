# rejected with: You take the fastest step


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * min(times) / min(times_other))
