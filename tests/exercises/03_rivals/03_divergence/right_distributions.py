def divergence(mean, log_variance):
    normal = torch.distributions.Normal(mean, log_variance.exp().sqrt())
    standard = torch.distributions.Normal(torch.zeros_like(mean), 1.0)
    return torch.distributions.kl_divergence(normal, standard).sum(-1).mean(0)
