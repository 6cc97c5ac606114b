# rejected with: The old teacher stays in whole


def follow(teacher, network, decay):
    return teacher + (1 - decay) * network
