# rejected with: you return


def follow(teacher, network, decay):
    decay = decay or 0.99
    return decay * teacher + (1 - decay) * network
