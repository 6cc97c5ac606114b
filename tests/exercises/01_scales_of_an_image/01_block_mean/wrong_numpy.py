# rejected with: but not a tensor


def block_mean(x):
    a = x.numpy()
    return (
        a[..., ::2, ::2] + a[..., 1::2, ::2] + a[..., ::2, 1::2] + a[..., 1::2, 1::2]
    ) / 4
