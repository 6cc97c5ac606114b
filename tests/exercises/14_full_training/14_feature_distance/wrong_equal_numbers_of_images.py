# rejected with: Your code stops in line


def feature_distance(features_real, features_fake):
    difference = features_fake - features_real.detach()
    return difference.mean(dim=0).square().mean()
