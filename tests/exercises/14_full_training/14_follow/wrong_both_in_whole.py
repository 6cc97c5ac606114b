# rejected with: you return


def follow(teacher, network, decay):
    return teacher + network
