# rejected with: in place of the generated ones


def feature_distance(features_real, features_fake):
    gap = features_fake.detach().mean(dim=0) - features_real.mean(dim=0)
    return gap.square().mean()
