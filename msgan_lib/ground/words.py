"""How words are printed: in lines that fit a page, broken between words alone."""

import re
import textwrap

WIDTH = 88  # characters, as in the lines of code

# What is read as one: "(4 / 5.9)", "28 x 28", "23.3 %".
_ONE = re.compile(r"[(\[][^()\[\]]{,60}[)\]]|[\d.,]+(?: [x/] [\d.,]+)+|[\d.,]+ %")


def wrapped(words: str) -> str:
    """Return `words` in lines of at most 88 characters; their own line ends stay.

    A word or number is never broken, nor is what is short and in brackets.
    """
    return "\n".join(_filled(line) for line in words.splitlines())


def _filled(line: str) -> str:
    # A no-break space holds together what is one; textwrap breaks at others alone.
    held = _ONE.sub(lambda one: one[0].replace(" ", "\xa0"), line)
    filled = textwrap.fill(held, WIDTH, break_long_words=False, break_on_hyphens=False)
    return filled.replace("\xa0", " ")
