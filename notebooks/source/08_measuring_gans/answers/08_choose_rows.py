# %% wrong: by chance
# says: You never call `distance`
def choose_rows(distance, num_rows, n, num_tries, stream):
    return torch.randperm(num_rows, generator=stream)[:n]


# %% wrong: the first ones
# says: You never call `distance`
def choose_rows(distance, num_rows, n, num_tries, stream):
    return torch.arange(n)


# %% wrong: one row many times
# says: all different
def choose_rows(distance, num_rows, n, num_tries, stream):
    return torch.randint(num_rows, (1,), generator=stream).repeat(n)


# %% wrong: higher is kept
# says: keep a change if the new one is smaller
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    worst = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, num_rows, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        now = distance(changed[:n])
        if now > worst:
            order, worst = changed, now
    return order[:n]


# %% wrong: every exchange is kept, and none is looked at
# says: You never call `distance`
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    for _ in range(num_tries):
        i = int(torch.randint(n, (1,), generator=stream))
        j = int(torch.randint(n, num_rows, (1,), generator=stream))
        order[[i, j]] = order[[j, i]]
    return order[:n]


# %% wrong: never going back
# says: go back where an exchange did not lower it
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        i = int(torch.randint(n, (1,), generator=stream))
        j = int(torch.randint(n, num_rows, (1,), generator=stream))
        order[[i, j]] = order[[j, i]]
        lowest = min(lowest, distance(order[:n]))
    return order[:n]


# %% wrong: the best is a slice of what goes on changing
# says: keep a copy of the best choice
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    best = order[:n]
    lowest = distance(best)
    for _ in range(num_tries - 1):
        i = int(torch.randint(n, (1,), generator=stream))
        j = int(torch.randint(n, num_rows, (1,), generator=stream))
        order[[i, j]] = order[[j, i]]
        if (now := distance(order[:n])) < lowest:
            best, lowest = order[:n], now
    return best


# %% wrong: going on from what is worse
# says: lower than the lowest so far
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    best, lowest = order[:n].clone(), distance(order[:n])
    for _ in range(num_tries - 1):
        i = int(torch.randint(n, (1,), generator=stream))
        j = int(torch.randint(n, num_rows, (1,), generator=stream))
        order[[i, j]] = order[[j, i]]
        if (now := distance(order[:n])) < lowest:
            best, lowest = order[:n].clone(), now
    return best


# %% wrong: the best of many that are drawn anew
# says: You draw most of the rows anew in each try
def choose_rows(distance, num_rows, n, num_tries, stream):
    drawn = [torch.randperm(num_rows, generator=stream)[:n] for _ in range(num_tries)]
    return min(drawn, key=distance)


# %% wrong: the first place alone
# says: Exchange any of the chosen rows
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    rows, others = order[:n], order[n:][: num_tries - 1]
    choices = [torch.cat([other[None], rows[1:]]) for other in others]
    return min([rows, *choices], key=distance)


# %% wrong: a True or False for each row
# says: give their numbers
def choose_rows(distance, num_rows, n, num_tries, stream):
    chosen = torch.zeros(num_rows, dtype=torch.bool)
    chosen[torch.randperm(num_rows, generator=stream)[:n]] = True
    return chosen


# %% wrong: as floats
# says: which are whole numbers
def choose_rows(distance, num_rows, n, num_tries, stream):
    return torch.randperm(num_rows, generator=stream)[:n].float()


# %% wrong: one row too many
# says: so a choice has the shape
def choose_rows(distance, num_rows, n, num_tries, stream):
    return torch.randperm(num_rows, generator=stream)[: n + 1]


# %% wrong: chosen twice
# says: all different
def choose_rows(distance, num_rows, n, num_tries, stream):
    rows = torch.randperm(num_rows, generator=stream)[:n]
    lowest = distance(rows)
    for _ in range(num_tries - 1):
        changed = rows.clone()
        place = torch.randint(n, (1,), generator=stream)
        changed[place] = torch.randint(num_rows, (1,), generator=stream)
        if (now := distance(changed)) < lowest:
            rows, lowest = changed, now
    return rows


# %% wrong: twice as many tries
# says: and you go on: count the calls
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(2 * num_tries - 1):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, num_rows, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: two calls a try
# says: and you go on: count the calls
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    for _ in range(num_tries):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, num_rows, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        if distance(changed[:n]) < distance(order[:n]):
            order = changed
    return order[:n]


# %% wrong: errors are swallowed, and the calls go on
# says: and you go on: count the calls
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(3 * num_tries):
        i = int(torch.randint(n, (1,), generator=stream))
        j = int(torch.randint(n, num_rows, (1,), generator=stream))
        order[[i, j]] = order[[j, i]]
        try:
            now = distance(order[:n])
        except Exception:
            break
        if now < lowest:
            lowest = now
        else:
            order[[i, j]] = order[[j, i]]
    return order[:n]


# %% wrong: one call too many
# says: the call before a loop counts as well
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(num_tries):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, num_rows, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: ten tries, whatever is allowed
# says: ou never try
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(3):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, num_rows, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: draws of no stream
# says: The same `stream` must give the same choice again
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        i, j = torch.randint(n, (1,)), torch.randint(n, num_rows, (1,))
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: a generator of its own
# says: not with a generator of your own
def choose_rows(distance, num_rows, n, num_tries, stream):
    own = torch.Generator().manual_seed(0)
    order = torch.randperm(num_rows, generator=own)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=own)
        j = torch.randint(n, num_rows, (1,), generator=own)
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: seeded draws of no stream
# says: Whatever `stream` you are given
def choose_rows(distance, num_rows, n, num_tries, stream):
    torch.manual_seed(0)
    order = torch.randperm(num_rows)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        i, j = torch.randint(n, (1,)), torch.randint(n, num_rows, (1,))
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: never the last row
# says: Of four rows you never try 3
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows - 1, generator=stream)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        i = torch.randint(n, (1,), generator=stream)
        j = torch.randint(n, num_rows - 1, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% wrong: never the last place
# says: you never try the best two
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream)
    lowest = distance(order[:n])
    for _ in range(num_tries - 1):
        changed = order.clone()
        i = torch.randint(n - 1, (1,), generator=stream)
        j = torch.randint(n, num_rows, (1,), generator=stream)
        changed[i], changed[j] = order[j], order[i]
        if (now := distance(changed[:n])) < lowest:
            order, lowest = changed, now
    return order[:n]


# %% right: a list, and back again where it was no good
def choose_rows(distance, num_rows, n, num_tries, stream):
    order = torch.randperm(num_rows, generator=stream).tolist()
    rows, others = order[:n], order[n:]
    lowest = distance(rows)
    for _ in range(num_tries - 1):
        i = int(torch.randint(len(rows), (), generator=stream))
        j = int(torch.randint(len(others), (), generator=stream))
        rows[i], others[j] = others[j], rows[i]
        now = distance(rows)
        if now < lowest:
            lowest = now
        else:
            rows[i], others[j] = others[j], rows[i]
    return rows


# %% right: some draws first, then exchanges, place after place
def choose_rows(distance, num_rows, n, num_tries, stream):
    draws = num_tries // 10
    starts = [torch.randperm(num_rows, generator=stream)[:n] for _ in range(draws)]
    far = [distance(rows) for rows in starts]
    lowest = min(far)
    rows = starts[far.index(lowest)]
    for number in range(num_tries - draws):
        into = torch.randint(num_rows, (1,), generator=stream)
        if into in rows:
            continue
        changed = rows.clone()
        changed[number % n] = into
        if (now := distance(changed)) < lowest:
            rows, lowest = changed, now
    return rows.sort().values


# %% right: a set, and NumPy's draws from a seed of the stream
def choose_rows(distance, num_rows, n, num_tries, stream):
    draws = np.random.default_rng(int(torch.randint(2**31, (), generator=stream)))
    rows = {int(row) for row in draws.permutation(num_rows)[:n]}
    lowest = distance(np.array(sorted(rows), dtype=np.int32))
    for _ in range(num_tries - 1):
        out = sorted(rows)[draws.integers(n)]
        into = draws.choice([row for row in range(num_rows) if row not in rows])
        changed = rows - {out} | {int(into)}
        now = distance(changed)
        if now <= lowest:
            rows, lowest = changed, now
    return torch.tensor(sorted(rows), dtype=torch.int32)
