# rejected with: Only draws that both sides have


def paired_effect(with_gan, without_gan, factor):
    first, second = (torch.tensor([*x.values()]) for x in (with_gan, without_gan))
    mean = first.mean() - second.mean()
    half = factor * (first.var() / len(first) + second.var() / len(second)).sqrt()
    return mean.item(), (mean - half).item(), (mean + half).item()
