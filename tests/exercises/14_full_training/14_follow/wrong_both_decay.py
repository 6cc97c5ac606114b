# rejected with: give


def follow(teacher, network, decay):
    return decay * teacher + decay * network
