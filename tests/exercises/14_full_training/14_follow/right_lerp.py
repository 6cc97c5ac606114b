def follow(teacher, network, decay):
    return torch.lerp(network, teacher, decay)
