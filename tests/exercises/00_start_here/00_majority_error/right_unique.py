def majority_error(y_known, y_new):
    found, counts = y_known.unique(return_counts=True)
    return torch.ne(y_new, found[counts.argmax()]).float().mean() * 100
