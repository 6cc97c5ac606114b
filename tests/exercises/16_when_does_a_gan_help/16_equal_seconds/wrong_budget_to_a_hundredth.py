# rejected with: For
import statistics


def equal_seconds(num_steps, times, times_other):
    budget = int(num_steps * statistics.median(times)) // 10 * 10
    return int(budget / statistics.median(times_other))
