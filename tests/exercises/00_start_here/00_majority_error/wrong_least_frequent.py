# rejected with: For the known labels [


def majority_error(y_known, y_new):
    counts = torch.bincount(y_known, minlength=10)
    return 100 * (y_new != counts.argmin()).double().mean().item()
