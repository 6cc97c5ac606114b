def bands(x, height):
    result = []
    for image in x[:, 0]:
        steps = range(0, image.shape[0], height)
        result.append(torch.stack([image[i : i + height].ravel() for i in steps]))
    return torch.stack(result)
