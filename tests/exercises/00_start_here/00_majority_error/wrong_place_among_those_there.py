# rejected with: you return


def majority_error(y_known, y_new):
    label = y_known.unique(return_counts=True)[1].argmax()
    return 100 * (y_new != label).double().mean().item()
