# rejected with: is a list, but not a tensor


def follow(teacher, network, decay):
    pairs = zip(teacher.flatten().tolist(), network.flatten().tolist(), strict=True)
    return [decay * t + (1 - decay) * n for t, n in pairs]
