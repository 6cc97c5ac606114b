# rejected with: not rounded


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return round(100 * (y_new != label).double().mean().item())
