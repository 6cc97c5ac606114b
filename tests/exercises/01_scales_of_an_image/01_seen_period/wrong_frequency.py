# rejected with: How many small pixels are a whole period?


def seen_period(period, step):
    part = step / period
    return abs(part - round(part))
