# rejected with: you return


def equal_seconds(num_steps, times, times_other):
    return int(num_steps * times[-1] / times_other[-1])
