def block_mean(x):
    return F.interpolate(x, scale_factor=0.5, mode="area")
