# rejected with: For the known labels [
def majority_error(y_known, y_new):
    top, best = 0, 1
    for label in range(10):
        count = int((y_known == label).sum())
        if count > best:
            top, best = label, count
    return 100 * (y_new != top).double().mean().item()
