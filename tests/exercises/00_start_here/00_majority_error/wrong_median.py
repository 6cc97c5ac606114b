# rejected with: the median


def majority_error(y_known, y_new):
    return 100 * (y_new != y_known.median()).double().mean().item()
