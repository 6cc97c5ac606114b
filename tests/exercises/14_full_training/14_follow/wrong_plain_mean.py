# rejected with: leave out `decay`


def follow(teacher, network, decay):
    return (teacher + network) / 2
