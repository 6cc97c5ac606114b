# rejected with: For the known labels [


def majority_error(y_known, y_new):
    label = torch.bincount(y_known).argmax()
    pairs = list(zip(y_known, y_new))
    return 100 * sum(int(b != label) for _, b in pairs) / len(pairs)
