# rejected with: Return three numbers


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    return sum(with_gan[d] - without_gan[d] for d in draws) / len(draws)
