# rejected with: For 800 known
import numpy as np


def majority_error(y_known, y_new):
    counts = np.zeros(10, dtype=np.uint8)
    np.add.at(counts, y_known.numpy(), 1)
    return 100 * float((y_new != int(counts.argmax())).double().mean())
