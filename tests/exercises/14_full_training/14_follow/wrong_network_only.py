# rejected with: give


def follow(teacher, network, decay):
    return (1 - decay) * network
