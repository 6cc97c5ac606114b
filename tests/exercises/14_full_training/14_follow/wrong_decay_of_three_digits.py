# rejected with: you return


def follow(teacher, network, decay):
    decay = round(decay, 3)
    return decay * teacher + (1 - decay) * network
