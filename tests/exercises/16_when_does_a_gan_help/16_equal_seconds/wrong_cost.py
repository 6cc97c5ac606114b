# rejected with: first training's cost


def equal_seconds(num_steps, times, times_other):
    return num_steps * sorted(times)[len(times) // 2]
