# rejected with: is a `return` missing?


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    error = 100 * (y_new != label).double().mean().item()
    print(error)
