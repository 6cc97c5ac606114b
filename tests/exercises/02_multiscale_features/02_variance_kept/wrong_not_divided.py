# rejected with: divide by the whole variance


def variance_kept(features):
    singular = torch.linalg.svdvals(features - features.mean(dim=0))
    return (singular.square() / (len(features) - 1)).cumsum(dim=0)
