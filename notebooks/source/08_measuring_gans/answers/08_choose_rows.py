# %% wrong: by chance
# says: go on from the best choice so far
def choose_rows(features, features_real, n, num_tries, stream):
    return torch.randperm(len(features), generator=stream)[:n]


# %% wrong: the first ones
# says: Change one row at a time
def choose_rows(features, features_real, n, num_tries, stream):
    return torch.arange(n)


# %% wrong: nearest to the mean
# says: their spread is too small
def choose_rows(features, features_real, n, num_tries, stream):
    far = (features - features_real.mean(dim=0)).norm(dim=1)
    return far.argsort()[:n]


# %% wrong: one row many times
# says: all different
def choose_rows(features, features_real, n, num_tries, stream):
    far = (features - features_real.mean(dim=0)).norm(dim=1)
    return far.argmin().repeat(n)


# %% wrong: higher is kept
# says: keep a change if the new one is smaller
def choose_rows(features, features_real, n, num_tries, stream):
    order = torch.randperm(len(features), generator=stream)
    worst = frechet_distance(features_real, features[order[:n]])
    for _ in range(num_tries):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, len(order), (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        distance = frechet_distance(features_real, features[changed[:n]])
        if distance > worst:
            order, worst = changed, distance
    return order[:n]


# %% wrong: every exchange is kept
# says: go on from the best choice so far
def choose_rows(features, features_real, n, num_tries, stream):
    order = torch.randperm(len(features), generator=stream)
    for _ in range(num_tries):
        i = int(torch.randint(n, (1,), generator=stream))
        j = int(torch.randint(n, len(order), (1,), generator=stream))
        order[[i, j]] = order[[j, i]]
    return order[:n]


# %% wrong: features in place of rows
# says: not the features in them
def choose_rows(features, features_real, n, num_tries, stream):
    return features[torch.randperm(len(features), generator=stream)[:n]]


# %% wrong: chosen twice
# says: all different
def choose_rows(features, features_real, n, num_tries, stream):
    rows = torch.randint(len(features), (n,), generator=stream)
    best = frechet_distance(features_real, features[rows])
    for _ in range(num_tries):
        changed = rows.clone()
        place = torch.randint(n, (1,), generator=stream)
        changed[place] = torch.randint(len(features), (1,), generator=stream)
        distance = frechet_distance(features_real, features[changed])
        if distance < best:
            rows, best = changed, distance
    return rows


# %% wrong: num_tries is not looked at
# says: does not count them
def choose_rows(features, features_real, n, num_tries, stream):
    order = torch.randperm(len(features), generator=stream)
    best = frechet_distance(features_real, features[order[:n]])
    for _ in range(400):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, len(order), (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        distance = frechet_distance(features_real, features[changed[:n]])
        if distance < best:
            order, best = changed, distance
    return order[:n]


# %% wrong: draws of its own
# says: `generator=stream`
def choose_rows(features, features_real, n, num_tries, stream):
    order = torch.randperm(len(features))
    best = frechet_distance(features_real, features[order[:n]])
    for _ in range(num_tries):
        changed = order.clone()
        i, j = torch.randint(n, (1,)), torch.randint(n, len(order), (1,))
        changed[i], changed[j] = order[j], order[i]
        distance = frechet_distance(features_real, features[changed[:n]])
        if distance < best:
            order, best = changed, distance
    return order[:n]


# %% right: a list, with sets
def choose_rows(features, features_real, n, num_tries, stream):
    order = torch.randperm(len(features), generator=stream).tolist()
    rows, others = order[:n], order[n:]
    best = frechet_distance(features_real, features[rows])
    for _ in range(num_tries - 1):
        i = int(torch.randint(len(rows), (), generator=stream))
        j = int(torch.randint(len(others), (), generator=stream))
        rows[i], others[j] = others[j], rows[i]
        distance = frechet_distance(features_real, features[rows])
        if distance < best:
            best = distance
        else:
            rows[i], others[j] = others[j], rows[i]
    return rows


# %% right: some draws first, then exchanges
def choose_rows(features, features_real, n, num_tries, stream):
    def distance(rows):
        return frechet_distance(features_real, features[rows])

    size, draws = len(features), min(20, num_tries)
    starts = [torch.randperm(size, generator=stream)[:n] for _ in range(draws)]
    rows = min(starts, key=distance)
    best = distance(rows)
    for number in range(num_tries - draws):
        into = torch.randint(size, (1,), generator=stream)
        if into in rows:
            continue
        changed = rows.clone()
        changed[number % n] = into
        if (now := distance(changed)) < best:
            rows, best = changed, now
    return rows.sort().values
