# rejected with: You take the last known label


def majority_error(y_known, y_new):
    return 100 * (y_new != y_known[-1]).double().mean().item()
