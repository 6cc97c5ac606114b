def majority_error(y_known, y_new):
    known, new = y_known.tolist(), y_new.tolist()
    label = max(set(known), key=known.count)
    return 100 - 100 * new.count(label) / len(new)
