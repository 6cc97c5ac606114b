# rejected with: whatever `step` is


def seen_period(period, step):
    part = 2 / period
    return 1 / abs(part - round(part))
