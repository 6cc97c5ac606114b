def seen_period(period, step):
    part = (step / period) % 1
    return 1 / min(part, 1 - part)
