# rejected with: With `decay = 0.05`


def follow(teacher, network, decay):
    decay = max(decay, 1 - decay)
    return decay * teacher + (1 - decay) * network
