# rejected with: you return


def feature_distance(features_real, features_fake):
    real = features_real.detach().sum(dim=0) / len(features_fake)
    return (features_fake.mean(dim=0) - real).square().mean()
