# rejected with: you return


def follow(teacher, network, decay):
    return torch.maximum(teacher, decay * teacher + (1 - decay) * network)
