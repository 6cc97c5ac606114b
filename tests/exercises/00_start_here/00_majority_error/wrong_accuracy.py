# rejected with: how often it is right


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_new == label).double().mean().item()
