# rejected with: you return


def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().square(), features_fake.square()
    return (fake.mean(dim=0) - real.mean(dim=0)).square().mean()
