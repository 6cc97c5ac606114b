import statistics
from fractions import Fraction


def majority_error(y_known, y_new):
    label = statistics.mode(y_known.tolist())
    return 100 * Fraction(sum(n != label for n in y_new.tolist()), len(y_new))
