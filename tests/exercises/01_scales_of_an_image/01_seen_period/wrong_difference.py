# rejected with: you return


def seen_period(period, step):
    return abs(period - step)
