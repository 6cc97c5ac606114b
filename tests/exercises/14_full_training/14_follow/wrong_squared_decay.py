# rejected with: you return


def follow(teacher, network, decay):
    return decay**2 * teacher + (1 - decay**2) * network
