# rejected with: For the known labels [


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    new = set(y_new.tolist())
    return 100 * len(new - {int(label)}) / len(new)
