def equal_seconds(num_steps, times, times_other):
    cost, cost_other = statistics.median(times), statistics.median(times_other)
    steps = 0
    while (steps + 1) * cost_other <= num_steps * cost:
        steps += 1
    return steps
