# rejected with: For seen_period
def seen_period(period, step):
    part = step / period
    return min(28, 1 / abs(part - round(part)))
