# rejected with: you return


def follow(teacher, network, decay):
    decay = int(decay * 100) / 100
    return decay * teacher + (1 - decay) * network
