# rejected with: changes its input


def follow(teacher, network, decay):
    return teacher.lerp_(network, 1 - decay)
