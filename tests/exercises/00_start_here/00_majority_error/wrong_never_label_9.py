# rejected with: Label 9 is a label too


def majority_error(y_known, y_new):
    label = max(range(9), key=lambda k: int((y_known == k).sum()))
    return 100 * (y_new != label).double().mean().item()
