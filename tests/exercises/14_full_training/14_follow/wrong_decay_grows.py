# rejected with: you return


calls = []


def follow(teacher, network, decay):
    calls.append(decay)
    decay = decay ** len(calls)
    return decay * teacher + (1 - decay) * network
