# rejected with: has the shape


def follow(teacher, network, decay):
    return decay * teacher[0] + (1 - decay) * network[0]
