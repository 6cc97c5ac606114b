# rejected with: known labels, of which


def majority_error(y_known, y_new):
    return 100 * (y_new != 1).double().mean().item()
