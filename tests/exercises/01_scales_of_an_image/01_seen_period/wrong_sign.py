# rejected with: A period is positive


def seen_period(period, step):
    part = step / period
    return 1 / (round(part) - part)
