# rejected with: you return


def follow(teacher, network, decay):
    decay = max(decay, 1 - decay)
    return decay * teacher + (1 - decay) * network
