# rejected with: was stopped after


def majority_error(y_known, y_new):
    label = 0
    while label < 10:
        if (y_known == label).sum() > len(y_known):
            label += 1
    return 100 * (y_new != label).double().mean().item()
