# rejected with: Return a tuple of three


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    return sum(with_gan[d] - without_gan[d] for d in draws) / len(draws)
