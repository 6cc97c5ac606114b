# rejected with: For the known labels [


def majority_error(y_known, y_new):
    for label in range(10):
        if (y_known == label).double().mean() > 0.5:
            return 100 * (y_new != label).double().mean().item()
    return 100.0
