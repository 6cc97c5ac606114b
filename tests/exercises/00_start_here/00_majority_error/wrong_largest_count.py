# rejected with: `argmax` in place of `max`


def majority_error(y_known, y_new):
    often = torch.bincount(y_known).max()
    return 100 * (y_new != often).double().mean().item()
