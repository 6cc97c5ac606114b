# rejected with: interval is that of a single difference


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean, half = pairs.mean(), factor * pairs.std()
    return mean.item(), (mean - half).item(), (mean + half).item()
