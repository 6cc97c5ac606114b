# rejected with: you return


def majority_error(y_known, y_new):
    label = torch.histc(y_known.float(), bins=10).argmax()
    return 100 * (y_new != label).double().mean().item()
