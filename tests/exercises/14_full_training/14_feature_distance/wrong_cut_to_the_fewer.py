# rejected with: you return


def feature_distance(features_real, features_fake):
    count = min(len(features_real), len(features_fake))
    real, fake = features_real[:count].detach(), features_fake[:count]
    return (fake.mean(dim=0) - real.mean(dim=0)).square().mean()
