# rejected with: nothing stays of the old teacher


def follow(teacher, network, decay):
    return network.clone()
