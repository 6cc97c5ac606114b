# rejected with: You take means


def equal_seconds(num_steps, times, times_other):
    cost = sum(times) / len(times)
    cost_other = sum(times_other) / len(times_other)
    return int(num_steps * cost / cost_other)
