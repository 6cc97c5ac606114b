# rejected with: you return


def follow(teacher, network, decay):
    decay = min(decay, 0.99)
    return decay * teacher + (1 - decay) * network
