# rejected with: nothing comes from the network


def follow(teacher, network, decay):
    return teacher.clone()
