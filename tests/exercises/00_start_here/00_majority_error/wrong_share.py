# rejected with: wanted in percent


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    return (y_new != label).double().mean().item()
