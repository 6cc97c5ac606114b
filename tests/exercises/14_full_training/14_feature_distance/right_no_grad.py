def feature_distance(features_real, features_fake):
    with torch.no_grad():
        target = features_real.mean(dim=0)
    return torch.nn.functional.mse_loss(features_fake.mean(dim=0), target)
