def feature_distance(features_real, features_fake):
    target = torch.tensor(features_real.detach().numpy().mean(axis=0))
    gap = target - features_fake.mean(0)
    return gap @ gap / gap.numel()
