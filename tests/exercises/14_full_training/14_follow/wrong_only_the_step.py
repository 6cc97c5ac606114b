# rejected with: not those of the weighted mean


def follow(teacher, network, decay):
    return (1 - decay) * (network - teacher)
