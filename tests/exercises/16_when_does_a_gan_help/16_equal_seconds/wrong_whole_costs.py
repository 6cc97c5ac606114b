# rejected with: You round the costs


def equal_seconds(num_steps, times, times_other):
    one, other = round(statistics.median(times)), round(statistics.median(times_other))
    return num_steps * one // other
