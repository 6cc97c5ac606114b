# rejected with: you return


def follow(teacher, network, decay):
    return teacher.abs() ** decay * network.abs() ** (1 - decay)
