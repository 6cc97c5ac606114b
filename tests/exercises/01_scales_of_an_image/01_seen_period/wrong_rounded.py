# rejected with: Your result is rounded


def seen_period(period, step):
    part = step / period
    return round(1 / abs(part - round(part)))
