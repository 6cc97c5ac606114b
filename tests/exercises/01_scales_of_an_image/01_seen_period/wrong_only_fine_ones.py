# rejected with: you return


def seen_period(period, step):
    part = step / period
    if part < 0.5:
        return period
    return 1 / abs(part - round(part))
