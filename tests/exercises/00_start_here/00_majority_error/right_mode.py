def majority_error(y_known, y_new):
    wrong = y_new != torch.mode(y_known).values
    return 100 * wrong.sum() / len(wrong)
