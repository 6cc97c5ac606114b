def middle(times):
    return sorted(times)[len(times) // 2]


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * middle(times)
    return int(budget // middle(times_other))
