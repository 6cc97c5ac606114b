# rejected with: KeyError


def paired_effect(with_gan, without_gan, factor):
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in with_gan])
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()
