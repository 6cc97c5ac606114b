def paired_effect(with_gan, without_gan, factor):
    draws = [d for d in with_gan if d in without_gan]
    one = torch.tensor([with_gan[d] for d in draws], dtype=torch.float64)
    other = torch.tensor([without_gan[d] for d in draws], dtype=torch.float64)
    gap = one - other
    error = gap.std() / len(gap) ** 0.5
    return gap.mean(), gap.mean() - factor * error, gap.mean() + factor * error
