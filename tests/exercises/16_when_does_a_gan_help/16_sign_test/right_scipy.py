from scipy.stats import binomtest


def sign_test(differences):
    down = sum(d < 0 for d in differences)
    up = sum(d > 0 for d in differences)
    return float(binomtest(down, down + up).pvalue) if down + up else 1.0
