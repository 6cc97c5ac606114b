def majority_error(y_known, y_new):
    label = np.bincount(y_known.numpy()).argmax()
    return 100 * np.mean(y_new.numpy() != label)
