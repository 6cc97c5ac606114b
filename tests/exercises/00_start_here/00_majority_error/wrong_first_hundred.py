# rejected with: For
def majority_error(y_known, y_new):
    top = torch.bincount(y_known[:100]).argmax()
    return 100 * (y_new != top).double().mean().item()
