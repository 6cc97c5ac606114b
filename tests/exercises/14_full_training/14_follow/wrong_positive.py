# rejected with: you return


def follow(teacher, network, decay):
    return (decay * teacher + (1 - decay) * network).abs()
