# rejected with: you return


def follow(teacher, network, decay):
    return decay * teacher + decay * network
