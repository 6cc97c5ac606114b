# rejected with: you return


def follow(teacher, network, decay):
    decay = round(decay, 1)
    return decay * teacher + (1 - decay) * network
