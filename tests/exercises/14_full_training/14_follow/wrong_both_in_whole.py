# rejected with: give


def follow(teacher, network, decay):
    return teacher + network
