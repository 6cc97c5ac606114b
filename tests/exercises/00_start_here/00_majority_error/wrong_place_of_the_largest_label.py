# rejected with: For the known labels [


def majority_error(y_known, y_new):
    return 100 * (y_new != y_known.argmax()).double().mean().item()
