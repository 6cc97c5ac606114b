# rejected with: For
def majority_error(y_known, y_new):
    counts = [0] * 10
    for place in range(max(1, len(y_known) - 1)):
        counts[y_known[place]] += 1
    top = counts.index(max(counts))
    return 100 * (y_new != top).double().mean().item()
