# rejected with: Your code stops in line


def seen_period(period, step):
    return period / (step % int(period))
