# rejected with: leads away from the network


def follow(teacher, network, decay):
    return teacher - (1 - decay) * (network - teacher)
