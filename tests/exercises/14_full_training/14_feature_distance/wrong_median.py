# rejected with: you return


def feature_distance(features_real, features_fake):
    gap = (
        features_fake.median(dim=0).values - features_real.detach().median(dim=0).values
    )
    return gap.square().mean()
