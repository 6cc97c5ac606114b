# %% wrong: not paired
# says: take the difference in each pair
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    a, b = ([r[s]["distance"] for s in seeds] for r in (ours, theirs))
    mean = statistics.mean(a) - statistics.mean(b)
    reach = factor * ((statistics.variance(a) + statistics.variance(b)) / len(a)) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: signs turned round
# says: less the counterpart
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [theirs[s]["distance"] - ours[s]["distance"] for s in seeds]
    mean, reach = statistics.mean(gaps), factor * statistics.stdev(gaps)
    reach /= len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: by position
# says: You say
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = [r for r in rows if r["method"] == method]
    theirs = [r for r in rows if r["method"] == counterpart]
    pairs = list(zip(ours, theirs, strict=False))
    if not all(r["draws_digits"] for pair in pairs for r in pair):
        return "no digits"
    gaps = [a["distance"] - b["distance"] for a, b in pairs]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: digits of all methods asked for
# says: Rows of other methods do not count
import statistics


def read_pairs(rows, method, counterpart, factor):
    if not all(r["draws_digits"] for r in rows):
        return "no digits"
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in ours if s in theirs]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: digits of lone seeds asked for
# says: Seeds that only one side has do not count
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    if not all(r["draws_digits"] for r in (*ours.values(), *theirs.values())):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in ours if s in theirs]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: digits of the method alone
# says: The counterpart's generator drew no digits
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(ours[s]["draws_digits"] for s in seeds):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: digits of the counterpart alone
# says: The method's generator drew no digits
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(theirs[s]["draws_digits"] for s in seeds):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: digits unread
# says: generator drew no digits in one pair
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r["distance"] for r in rows if r["method"] == method}
    theirs = {r["seed"]: r["distance"] for r in rows if r["method"] == counterpart}
    gaps = [ours[s] - theirs[s] for s in ours if s in theirs]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: smudges left out one by one
# says: generator drew no digits in one pair
import statistics


def read_pairs(rows, method, counterpart, factor):
    good = [r for r in rows if r["draws_digits"]]
    ours = {r["seed"]: r["distance"] for r in good if r["method"] == method}
    theirs = {r["seed"]: r["distance"] for r in good if r["method"] == counterpart}
    gaps = [ours[s] - theirs[s] for s in ours if s in theirs]
    if len(gaps) < 2:
        return "no digits"
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: divided by n
# says: 0 lies
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean, reach = statistics.mean(gaps), factor * statistics.stdev(gaps) / len(gaps)
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: spread of a single game
# says: 0 lies
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean, reach = statistics.mean(gaps), factor * statistics.stdev(gaps)
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: population spread
# says: 0 lies
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.pstdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: mean alone
# says: You say
def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    total = sum(ours[s]["distance"] - theirs[s]["distance"] for s in seeds)
    return "lower" if total < 0 else "higher"


# %% wrong: a number
# says: A word is wanted
def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r["distance"] for r in rows if r["method"] == method}
    theirs = {r["seed"]: r["distance"] for r in rows if r["method"] == counterpart}
    gaps = [ours[s] - theirs[s] for s in ours if s in theirs]
    return sum(gaps) / len(gaps)


# %% wrong: another word
# says: none of the four words
def read_pairs(rows, method, counterpart, factor):
    return "better"


# %% right: with statistics
import statistics


def read_pairs(rows, method, counterpart, factor):
    of = {(r["method"], r["seed"]): r for r in rows}
    seeds = {s for m, s in of if m == method} & {s for m, s in of if m == counterpart}
    if any(not of[m, s]["draws_digits"] for m in (method, counterpart) for s in seeds):
        return "no digits"
    gaps = [of[method, s]["distance"] - of[counterpart, s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    if mean + reach < 0:
        return "lower"
    return "higher" if mean - reach > 0 else "unclear"


# %% right: plain loops
def read_pairs(rows, method, counterpart, factor):
    gaps = []
    for mine in rows:
        for other in rows:
            same = mine["seed"] == other["seed"]
            if same and mine["method"] == method and other["method"] == counterpart:
                if not (mine["draws_digits"] and other["draws_digits"]):
                    return "no digits"
                gaps.append(mine["distance"] - other["distance"])
    n, mean = len(gaps), sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / (n - 1)) ** 0.5
    low = mean - factor * deviation / n**0.5
    high = mean + factor * deviation / n**0.5
    return "unclear" if low <= 0 <= high else "lower" if high < 0 else "higher"


# %% wrong: median in place of the mean
# says: look at the mean of the pairs
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.median(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: factor rounded down
# says: 0 lies just
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = int(factor) * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: factor rounded up
# says: 0 lies just
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = -int(-factor // 1) * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: factor left out
# says: With the factor
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: an interval that ends at 0 is clear
# says: so 0 is in the interval
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) < reach else "lower" if mean < 0 else "higher"


# %% wrong: digits of exactly one side missing
# says: neither generator drew
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if any(ours[s]["draws_digits"] != theirs[s]["draws_digits"] for s in seeds):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: digits asked after the interval
# says: before you ask for the interval
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    if abs(mean) <= reach:
        return "unclear"
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    return "lower" if mean < 0 else "higher"


# %% wrong: five seeds at most
# says: drew no digits in one pair
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = sorted(s for s in ours if s in theirs)[:5]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: root of all rows of the method
# says: 0 lies
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(ours) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: pairs by order of distance
# says: A pair is a seed
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [
        a - b
        for a, b in zip(
            sorted(ours[s]["distance"] for s in seeds),
            sorted(theirs[s]["distance"] for s in seeds),
            strict=True,
        )
    ]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: a name that contains the method
# says: You say
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if method in r["method"]}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: a quotient by the interval
# says: Your code stops
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    ratio = mean / reach if factor else mean * 1e9
    return "unclear" if abs(ratio) <= 1 else "lower" if mean < 0 else "higher"


# %% wrong: distances of 0 left out
# says: A distance of 0
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [
        ours[s]["distance"] - theirs[s]["distance"]
        for s in seeds
        if ours[s]["distance"]
    ]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% wrong: no return
# says: is a `return` missing
import statistics


def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = [ours[s]["distance"] - theirs[s]["distance"] for s in seeds]
    mean = statistics.mean(gaps)
    reach = factor * statistics.stdev(gaps) / len(gaps) ** 0.5
    "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"


# %% right: torch in single precision
def read_pairs(rows, method, counterpart, factor):
    ours = {r["seed"]: r for r in rows if r["method"] == method}
    theirs = {r["seed"]: r for r in rows if r["method"] == counterpart}
    seeds = [s for s in ours if s in theirs]
    if not all(r[s]["draws_digits"] for s in seeds for r in (ours, theirs)):
        return "no digits"
    gaps = torch.tensor([ours[s]["distance"] - theirs[s]["distance"] for s in seeds])
    mean, reach = gaps.mean(), factor * gaps.std() / len(gaps) ** 0.5
    return "unclear" if abs(mean) <= reach else "lower" if mean < 0 else "higher"
