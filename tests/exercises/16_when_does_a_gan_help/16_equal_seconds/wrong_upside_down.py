# rejected with: ratio is upside down


def equal_seconds(num_steps, times, times_other):
    ratio = torch.tensor(times_other).median() / torch.tensor(times).median()
    return int(num_steps * ratio)
