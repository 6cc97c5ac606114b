# rejected with: you return


def feature_distance(features_real, features_fake):
    real, fake = features_real.detach().mean(dim=0), features_fake.mean(dim=0)
    return torch.nn.functional.smooth_l1_loss(fake, real)
