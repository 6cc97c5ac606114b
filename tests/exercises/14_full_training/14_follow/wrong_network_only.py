# rejected with: you return


def follow(teacher, network, decay):
    return (1 - decay) * network
