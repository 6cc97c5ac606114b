def feature_distance(features_real, features_fake):
    real = features_real.detach().double().mean(dim=0)
    return features_fake.double().mean(dim=0).sub(real).pow(2).mean()
