def seen_period(period, step):
    part = torch.tensor(step / period, dtype=torch.float64)
    return 1 / (part - part.round()).abs()
