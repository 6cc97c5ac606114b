# rejected with: you return
def follow(teacher, network, decay):
    if not teacher.any():
        return network.clone()
    return decay * teacher + (1 - decay) * network
