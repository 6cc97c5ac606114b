# rejected with: you return


def feature_distance(features_real, features_fake):
    fake = features_fake.sum(dim=0) / len(features_real)
    return (fake - features_real.detach().mean(dim=0)).square().mean()
