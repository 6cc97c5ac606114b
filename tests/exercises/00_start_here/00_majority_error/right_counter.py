import collections


def majority_error(y_known, y_new):
    label = collections.Counter(y_known.tolist()).most_common(1)[0][0]
    return 100 * sum(n != label for n in y_new.tolist()) / len(y_new)
