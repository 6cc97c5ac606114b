# rejected with: You divide the period by the step


def seen_period(period, step):
    kept = period / step
    return 1 / abs(kept - round(kept))
