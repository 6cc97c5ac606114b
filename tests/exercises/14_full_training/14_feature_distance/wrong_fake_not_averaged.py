# rejected with: Only the real images are averaged


def feature_distance(features_real, features_fake):
    return (features_fake - features_real.detach().mean(dim=0)).square().mean()
