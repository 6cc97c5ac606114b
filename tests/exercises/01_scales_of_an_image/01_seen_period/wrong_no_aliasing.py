# rejected with: under 2 small pixels


def seen_period(period, step):
    return period / step
