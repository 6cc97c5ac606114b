# rejected with: KeyboardInterrupt


def majority_error(y_known, y_new):
    raise KeyboardInterrupt
