from fractions import Fraction


def seen_period(period, step):
    part = Fraction(step) / Fraction(period)
    return 1 / abs(part - round(part))
