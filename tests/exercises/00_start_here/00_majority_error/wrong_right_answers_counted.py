# rejected with: how many answers are right


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return int((y_new == label).sum())
