# rejected with: you return


def follow(teacher, network, decay):
    new = decay * teacher + (1 - decay) * network
    return torch.where(network == 0, teacher, new)
