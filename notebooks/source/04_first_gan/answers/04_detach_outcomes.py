# %% wrong: all alike
# says: what is in the generator's gradients when
def detach_outcomes():
    return ["A"] * 7


# %% wrong: every missing detach is an error
# says: Row 2: what do the gradients
def detach_outcomes():
    return ["A", "C", "C", "C", "C", "C", "D"]


# %% wrong: a missing detach always spoils the step
# says: once `zero_grad` has come
def detach_outcomes():
    return ["A", "B", "B", "C", "B", "C", "D"]


# %% wrong: row 4 goes through
# says: Row 4: the second `backward`
def detach_outcomes():
    return ["A", "A", "B", "A", "A", "C", "D"]


# %% wrong: fakes can't be used twice
# says: has it met the graph of `x_fake`
def detach_outcomes():
    return ["A", "A", "B", "C", "C", "C", "D"]


# %% wrong: retain_graph cures row 6
# says: the discriminator's old weights
def detach_outcomes():
    return ["A", "A", "B", "C", "A", "A", "D"]


# %% wrong: row 7 is an error
# says: which weights can the generator's loss still reach
def detach_outcomes():
    return ["A", "A", "B", "C", "A", "C", "C"]


# %% wrong: row 7 is as row 1
# says: Row 7
def detach_outcomes():
    return ["A", "A", "B", "C", "A", "C", "A"]


# %% wrong: six rows
# says: there are seven rows
def detach_outcomes():
    return ["A", "B", "C", "A", "C", "D"]


# %% wrong: words
# says: none of the letters
def detach_outcomes():
    return ["same", "same", "other", "error", "same", "error", "none"]


# %% wrong: a set
# says: must be a list of seven letters
def detach_outcomes():
    return {"A", "B", "C", "D"}


# %% wrong: row 1 moves otherwise
# says: compared with itself
def detach_outcomes():
    return ["B", "A", "B", "C", "A", "C", "D"]


# %% wrong: a text of six
# says: You return 6 letters
def detach_outcomes():
    return "A, A, B, C, A, C"


# %% right: a word
def detach_outcomes():
    return "AABCACD"


# %% right: small letters
def detach_outcomes():
    return tuple("aabcacd")


# %% right: letter by letter
def detach_outcomes():
    letters = dict.fromkeys(range(1, 8), "A")
    letters |= {3: "B", 4: "C", 6: "C", 7: "D"}
    return [letters[row] for row in sorted(letters)]


# %% right: a text with commas
def detach_outcomes():
    letters = "A, A, B, C, A, C, D"
    return letters
