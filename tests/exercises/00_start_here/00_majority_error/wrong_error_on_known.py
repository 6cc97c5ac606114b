# rejected with: wanted on `y_new`


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return 100 * (y_known != label).double().mean().item()
