# rejected with: the network's is missing


def follow(teacher, network, decay):
    return decay * teacher
