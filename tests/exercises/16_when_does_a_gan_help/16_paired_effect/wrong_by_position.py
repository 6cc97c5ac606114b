# rejected with: You pair by position


def paired_effect(with_gan, without_gan, factor):
    both = zip(with_gan.values(), without_gan.values(), strict=False)
    pairs = torch.tensor([a - b for a, b in both])
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()
