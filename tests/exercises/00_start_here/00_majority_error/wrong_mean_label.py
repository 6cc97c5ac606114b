# rejected with: They are names, not quantities


def majority_error(y_known, y_new):
    return 100 * (y_new != round(y_known.double().mean().item())).double().mean().item()
