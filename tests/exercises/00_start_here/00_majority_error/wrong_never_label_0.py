# rejected with: Label 0 is a label too


def majority_error(y_known, y_new):
    label = torch.bincount(y_known, minlength=10)[1:].argmax() + 1
    return 100 * (y_new != label).double().mean().item()
