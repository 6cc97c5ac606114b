# rejected with: known and
def majority_error(y_known, y_new):
    shares = [round(100 * (y_known == c).double().mean().item()) for c in range(10)]
    top = shares.index(max(shares))
    return 100 * (y_new != top).double().mean().item()
