import numpy as np


def sign_test(differences):
    signs = np.sign(np.array(differences))
    n = int(np.count_nonzero(signs))
    most = (n + int(abs(signs.sum()))) // 2
    heads = np.array([math.comb(n, k) for k in range(n + 1)]) / 2.0**n
    return np.minimum(1, 2 * heads[most:].sum())
