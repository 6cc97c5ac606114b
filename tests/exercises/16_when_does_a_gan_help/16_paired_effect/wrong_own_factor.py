# rejected with: You looked up a factor


def paired_effect(with_gan, without_gan, factor):
    draws = with_gan.keys() & without_gan.keys()
    return measure.mean_interval([with_gan[d] - without_gan[d] for d in draws])
