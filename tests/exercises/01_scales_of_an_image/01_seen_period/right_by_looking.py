def seen_period(period, step):
    """Take the period, of two small pixels or more, whose stripes fit best."""
    kept = torch.arange(64, dtype=torch.float64)
    seen = torch.cos(2 * math.pi * step * kept / period)
    parts = torch.linspace(1e-3, 0.5, 20_000, dtype=torch.float64)
    tried = torch.cos(2 * math.pi * parts[:, None] * kept)
    best = (tried - seen).square().sum(dim=1).argmin()
    return 1 / parts[best].item()
