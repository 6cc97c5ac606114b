def seen_period(period, step):
    return abs(period / math.remainder(step, period))
