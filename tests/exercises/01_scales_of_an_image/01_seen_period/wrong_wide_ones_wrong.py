# rejected with: Not only 1 is a whole number


def seen_period(period, step):
    return 1 / abs(1 - step / period)
