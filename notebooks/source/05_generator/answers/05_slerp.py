# %% wrong: straight
# says: That is the straight path
def slerp(z_start, z_end, share):
    return torch.lerp(z_start, z_end, share)


# %% wrong: backwards
# says: from `z_end` to `z_start`
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1, keepdim=True) * z_end.norm(dim=1, keepdim=True)
    omega = ((z_start * z_end).sum(1, keepdim=True) / lengths).clamp(-1, 1).acos()
    curved = (share * omega).sin() * z_start + ((1 - share) * omega).sin() * z_end
    straight = share * z_start + (1 - share) * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)


# %% wrong: stretched
# says: not at the right share of the angle
def slerp(z_start, z_end, share):
    z = (1 - share) * z_start + share * z_end
    length = (1 - share) * z_start.norm(dim=1) + share * z_end.norm(dim=1)
    return z / z.norm(dim=1, keepdim=True) * length[:, None]


# %% wrong: length 1
# says: Your points have the length 1
def slerp(z_start, z_end, share):
    start, end = F.normalize(z_start, dim=1), F.normalize(z_end, dim=1)
    omega = (start * end).sum(dim=1, keepdim=True).clamp(-1, 1).acos()
    curved = ((1 - share) * omega).sin() * start + (share * omega).sin() * end
    return torch.where(omega > 1e-3, curved / omega.sin(), start)


# %% wrong: as long as the start
# says: All your points are as long as `z_start`
def slerp(z_start, z_end, share):
    start, end = F.normalize(z_start, dim=1), F.normalize(z_end, dim=1)
    omega = (start * end).sum(dim=1, keepdim=True).clamp(-1, 1).acos()
    curved = ((1 - share) * omega).sin() * start + (share * omega).sin() * end
    points = torch.where(omega > 1e-3, curved / omega.sin(), start)
    return z_start.norm(dim=1, keepdim=True) * points


# %% wrong: one angle for all
# says: one angle for the whole batch
def slerp(z_start, z_end, share):
    cosine = (z_start * z_end).sum() / (z_start.norm() * z_end.norm())
    omega = cosine.clamp(-1, 1).acos()
    if omega < 1e-3:
        return (1 - share) * z_start + share * z_end
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return curved / omega.sin()


# %% wrong: the mean angle
# says: you take the mean of all
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos().mean()
    if omega < 1e-3:
        return (1 - share) * z_start + share * z_end
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return curved / omega.sin()


# %% wrong: the first pair's angle
# says: you take that of the first pair
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[0]
    if omega < 1e-3:
        return (1 - share) * z_start + share * z_end
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return curved / omega.sin()


# %% wrong: lengths forgotten
# says: The cosine needs both lengths
def slerp(z_start, z_end, share):
    omega = (z_start * z_end).sum(dim=1, keepdim=True).clamp(-1, 1).acos()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)


# %% wrong: not divided
# says: do not divide by the sine
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[:, None]
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return torch.where(omega > 1e-3, curved, (1 - share) * z_start + share * z_end)


# %% wrong: no straight path
# says: point in the same direction
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[:, None]
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return curved / omega.sin()


# %% wrong: straight for all if for one
# says: Each pair decides for itself
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[:, None]
    if (omega < 1e-3).any():
        return (1 - share) * z_start + share * z_end
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return curved / omega.sin()


# %% wrong: in degrees
# says: yours are in degrees
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[:, None].rad2deg()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 0.1, curved / omega.sin(), straight)


# %% wrong: halfway
# says: You go halfway
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[:, None]
    curved = (omega / 2).sin() * (z_start + z_end)
    straight = (z_start + z_end) / 2
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)


# %% wrong: start where directions are equal
# says: stays at `z_start`
def slerp(z_start, z_end, share):
    omega = F.cosine_similarity(z_start, z_end).clamp(-1, 1).acos()[:, None]
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), z_start)


# %% wrong: one row
# says: has the shape
def slerp(z_start, z_end, share):
    start, end = z_start[0], z_end[0]
    omega = F.cosine_similarity(start, end, dim=0).clamp(-1, 1).acos()
    curved = ((1 - share) * omega).sin() * start + (share * omega).sin() * end
    return curved / omega.sin()


# %% wrong: list
# says: is a list, but not a tensor
def slerp(z_start, z_end, share):
    return ((1 - share) * z_start + share * z_end).tolist()


# %% wrong: cosine not clamped
# says: rounding may put a cosine above 1
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths)[:, None]
    omega = cosine.acos()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega < 1e-3, straight, curved / omega.sin())


# %% wrong: a wide threshold
# says: you take it at 8 degrees
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths)[:, None]
    omega = cosine.clamp(-1, 1).acos()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 0.2, curved / omega.sin(), straight)


# %% wrong: float64 out
# says: must be torch.float32
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths)[:, None]
    omega = cosine.clamp(-1, 1).acos()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight).double()


# %% wrong: no acos
# says: `acos` is missing
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths)[:, None]
    omega = cosine.clamp(-1, 1)
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)


# %% wrong: asin
# says: not `asin`
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths)[:, None]
    omega = cosine.clamp(-1, 1).asin()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)


# %% wrong: never more than 90 degrees
# says: clamp the cosine at -1
def slerp(z_start, z_end, share):
    lengths = z_start.norm(dim=1) * z_end.norm(dim=1)
    cosine = ((z_start * z_end).sum(dim=1) / lengths)[:, None]
    omega = cosine.clamp(0, 1).acos()
    curved = ((1 - share) * omega).sin() * z_start + (share * omega).sin() * z_end
    straight = (1 - share) * z_start + share * z_end
    return torch.where(omega > 1e-3, curved / omega.sin(), straight)


# %% right: row by row
def slerp(z_start, z_end, share):
    rows = []
    for start, end in zip(z_start, z_end, strict=True):
        cosine = torch.dot(start, end) / (start.norm() * end.norm())
        omega = torch.arccos(cosine.clamp(-1, 1))
        if omega < 1e-3:
            rows.append(start + share * (end - start))
        else:
            of_start = torch.sin((1 - share) * omega) / torch.sin(omega)
            of_end = torch.sin(share * omega) / torch.sin(omega)
            rows.append(of_start * start + of_end * end)
    return torch.stack(rows)


# %% right: in float64, NaN replaced
def slerp(z_start, z_end, share):
    start, end = z_start.double(), z_end.double()
    cosine = F.cosine_similarity(start, end).clamp(-1, 1)
    omega = torch.where(cosine > 1 - 1e-9, 0.0, cosine.acos())[:, None]
    curved = ((1 - share) * omega).sin() * start + (share * omega).sin() * end
    curved = curved / omega.sin()
    points = torch.where(curved.isnan(), torch.lerp(start, end, share), curved)
    return points.float()


# %% right: in the plane of both
def slerp(z_start, z_end, share):
    length = z_start.norm(dim=1, keepdim=True)
    first = z_start / length
    along = (z_end * first).sum(dim=1, keepdim=True)
    aside = z_end - along * first
    height = aside.norm(dim=1, keepdim=True)
    omega = torch.atan2(height, along)
    of_end = torch.where(omega > 1e-3, (share * omega).sin() / omega.sin(), share)
    of_start = torch.where(
        omega > 1e-3, ((1 - share) * omega).sin() / omega.sin(), 1 - share
    )
    return of_start * z_start + of_end * z_end
