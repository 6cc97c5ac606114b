# rejected with: real minus generated


def feature_distance(features_real, features_fake):
    return (features_real.detach().mean(dim=0) - features_fake.mean(dim=0)).mean()
