# rejected with: Your code stops in line 3


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new != label).mean()
