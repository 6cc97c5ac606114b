def follow(teacher, network, decay):
    return decay * teacher.double() + (1 - decay) * network.double()
