# rejected with: you return


def feature_distance(features_real, features_fake):
    spread = features_real.detach().std(dim=0, correction=0) + 1e-3
    gap = (features_fake.mean(dim=0) - features_real.detach().mean(dim=0)) / spread
    return gap.square().mean()
