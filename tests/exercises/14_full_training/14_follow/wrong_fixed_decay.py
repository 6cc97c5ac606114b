# rejected with: you return


def follow(teacher, network, decay):
    return 0.9 * teacher + 0.1 * network
