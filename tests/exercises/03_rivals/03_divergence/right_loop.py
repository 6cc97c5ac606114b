def divergence(mean, log_variance):
    result = 0
    for m, v in zip(mean, log_variance, strict=True):
        for i in range(len(m)):
            result = result + 0.5 * (m[i] ** 2 + v[i].exp() - v[i] - 1)
    return result / mean.shape[0]
