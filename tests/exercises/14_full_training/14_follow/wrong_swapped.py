# rejected with: The shares are swapped


def follow(teacher, network, decay):
    return (1 - decay) * teacher + decay * network
