# rejected with: divide by n - 1


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    pairs = torch.tensor([with_gan[d] - without_gan[d] for d in draws])
    mean = pairs.mean()
    half = factor * pairs.std(correction=0) / len(pairs) ** 0.5
    return mean.item(), (mean - half).item(), (mean + half).item()
