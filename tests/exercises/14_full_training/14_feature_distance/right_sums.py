def feature_distance(features_real, features_fake):
    real = features_real.detach().sum(dim=0) / len(features_real)
    fake = features_fake.sum(dim=0) / len(features_fake)
    return ((real - fake) ** 2).sum() / len(real)
