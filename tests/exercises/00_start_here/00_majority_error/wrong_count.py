# rejected with: how many answers are wrong


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return (y_new != label).sum().item()
