# rejected with: Not only 1 is a whole number


def seen_period(period, step):
    part = step / period
    return 1 / abs(1 - part) if part > 0.5 else 1 / part
