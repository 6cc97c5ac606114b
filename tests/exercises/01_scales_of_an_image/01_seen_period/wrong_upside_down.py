# rejected with: but you return


def seen_period(period, step):
    kept = period / step
    return 1 / abs(kept - round(kept))
