def equal_seconds(num_steps, times, times_other):
    ratio = statistics.median(times) / statistics.median(times_other)
    return math.floor(num_steps * ratio)
