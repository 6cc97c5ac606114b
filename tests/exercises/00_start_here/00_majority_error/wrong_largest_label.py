# rejected with: You take the largest label


def majority_error(y_known, y_new):
    return 100 * (y_new != y_known.max()).double().mean().item()
