# rejected with: is a str, but must be a number


def equal_seconds(num_steps, times, times_other):
    budget = num_steps * statistics.median(times)
    return f"{int(budget / statistics.median(times_other))} steps"
