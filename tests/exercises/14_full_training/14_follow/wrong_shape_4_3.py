# rejected with: Your code stops in line 3


def follow(teacher, network, decay):
    new = decay * teacher + (1 - decay) * network
    return new.reshape(4, 3)
