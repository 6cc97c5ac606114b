# rejected with: The sign is turned round


def paired_effect(with_gan, without_gan, factor):
    pairs = [without_gan[d] - with_gan[d] for d in with_gan if d in without_gan]
    pairs = torch.tensor(pairs)
    mean, half = pairs.mean(), factor * pairs.std() / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()
