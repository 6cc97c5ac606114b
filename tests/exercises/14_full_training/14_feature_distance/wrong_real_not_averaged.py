# rejected with: Only the generated images are averaged


def feature_distance(features_real, features_fake):
    return (features_fake.mean(dim=0) - features_real.detach()).square().mean()
