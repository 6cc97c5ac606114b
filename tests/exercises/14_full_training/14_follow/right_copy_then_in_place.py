def follow(teacher, network, decay):
    new = teacher.clone()
    new.mul_(decay).add_(network, alpha=1 - decay)
    return new
