# rejected with: image by image


def feature_distance(features_real, features_fake):
    return (features_fake - features_real.detach()).square().mean()
