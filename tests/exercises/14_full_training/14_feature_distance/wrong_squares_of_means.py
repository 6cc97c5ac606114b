# rejected with: You take the squares of the means


def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().mean(dim=0), features_fake.mean(dim=0)
    return (fake.square() - real.square()).mean()
