# rejected with: a teacher's weight of 0


def follow(teacher, network, decay):
    new = decay * teacher + (1 - decay) * network
    return torch.where(teacher == 0, teacher, new)
