# rejected with: For
import statistics


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    cost = statistics.median(times_other)
    return max(n for n in range(10 * num_steps + 1) if n * cost <= budget)
