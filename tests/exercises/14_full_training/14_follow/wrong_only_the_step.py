# rejected with: the step alone


def follow(teacher, network, decay):
    return (1 - decay) * (network - teacher)
