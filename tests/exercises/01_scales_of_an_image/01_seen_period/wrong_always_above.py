# rejected with: The nearest whole number may also lie below


def seen_period(period, step):
    part = step / period
    return 1 / (math.ceil(part) - part)
