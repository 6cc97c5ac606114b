# rejected with: do not stop at a period of 2


def seen_period(period, step):
    return max(period / step, 2)
