def follow(teacher, network, decay):
    new = decay * teacher.numpy() + (1 - decay) * network.numpy()
    return torch.from_numpy(new)
