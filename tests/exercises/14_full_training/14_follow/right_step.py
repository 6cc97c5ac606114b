def follow(teacher, network, decay):
    return teacher + (1 - decay) * (network - teacher)
