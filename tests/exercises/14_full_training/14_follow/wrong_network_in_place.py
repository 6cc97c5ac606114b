# rejected with: changes its input


def follow(teacher, network, decay):
    network *= 1 - decay
    return decay * teacher + network
