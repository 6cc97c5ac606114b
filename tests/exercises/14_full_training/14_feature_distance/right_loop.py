def feature_distance(features_real, features_fake):
    total = 0
    for column in range(features_real.shape[1]):
        real = sum(features_real[:, column].tolist()) / len(features_real)
        total = total + (features_fake[:, column].mean() - real) ** 2
    return total / features_real.shape[1]
