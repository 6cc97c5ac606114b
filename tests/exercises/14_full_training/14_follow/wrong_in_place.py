# rejected with: changes its input


def follow(teacher, network, decay):
    teacher *= decay
    teacher += (1 - decay) * network
    return teacher
