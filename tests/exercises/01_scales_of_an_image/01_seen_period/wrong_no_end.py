# rejected with: was stopped after


def seen_period(period, step):
    part = step / period
    while part != 0.5:
        part -= 1
    return 1 / abs(part)
