# rejected with: You return pixels of the large image


def seen_period(period, step):
    part = step / period
    return step / abs(part - round(part))
