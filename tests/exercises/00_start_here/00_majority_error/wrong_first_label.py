# rejected with: You take the first known label


def majority_error(y_known, y_new):
    return 100 * (y_new != y_known[0]).double().mean().item()
