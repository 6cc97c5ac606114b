# rejected with: The network's weights come in whole


def follow(teacher, network, decay):
    return decay * teacher + network
