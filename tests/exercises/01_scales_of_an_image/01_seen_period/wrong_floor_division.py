# rejected with: Your result is rounded


def seen_period(period, step):
    part = step / period
    return 1 // abs(part - round(part))
