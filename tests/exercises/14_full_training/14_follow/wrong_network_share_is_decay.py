# rejected with: The shares are swapped


def follow(teacher, network, decay):
    return teacher + decay * (network - teacher)
