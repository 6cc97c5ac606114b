# rejected with: Not only 1 is a whole number


def seen_period(period, step):
    part = step / period
    return 1 / min(part, abs(1 - part))
