# rejected with: ms and [
import statistics


def equal_seconds(num_steps, times, times_other):
    first = round(statistics.median(times), 1)
    return int(num_steps * first / round(statistics.median(times_other), 1))
