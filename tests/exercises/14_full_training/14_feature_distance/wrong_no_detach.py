# rejected with: is a `detach` missing?


def feature_distance(features_real, features_fake):
    gap = features_fake.mean(dim=0) - features_real.mean(dim=0)
    return gap.square().mean()
