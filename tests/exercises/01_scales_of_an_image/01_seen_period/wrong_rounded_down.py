# rejected with: may also lie above


def seen_period(period, step):
    part = step / period
    return 1 / (part - math.floor(part))
