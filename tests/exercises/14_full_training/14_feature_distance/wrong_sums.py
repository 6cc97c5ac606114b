# rejected with: you return


def feature_distance(features_real, features_fake):
    gap = features_fake.sum(dim=0) - features_real.detach().sum(dim=0)
    return gap.square().mean()
