# rejected with: add up the variances of both sides


def paired_effect(with_gan, without_gan, factor):
    draws = sorted(with_gan.keys() & without_gan.keys())
    first = torch.tensor([with_gan[d] for d in draws])
    second = torch.tensor([without_gan[d] for d in draws])
    mean = first.mean() - second.mean()
    half = factor * ((first.var() + second.var()) / len(draws)).sqrt()
    return mean.item(), (mean - half).item(), (mean + half).item()
