# rejected with: you return


def seen_period(period, step):
    part = round(step / period, 2)
    return 1 / abs(part - round(part))
