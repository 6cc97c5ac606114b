"""Numbers in prose, and the words that cover them."""

import re
from collections.abc import Iterable

_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBER = re.compile(
    r"(?<![\w.])(?:\d+(?:,\d{3})*\.\d+"  # with a decimal point, or with a unit
    rf"|(?:\d+(?:,\d{{3}})*|\b(?:{_WORDS}))[ -]*(?:%|(?:percent|points?|times)\b))",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return prose in one line: line breaks and stars of emphasis gone."""
    return " ".join(re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)", "", text).split())


def contains(text: str, words: str) -> bool:
    """Return whether `words` stand in `text`, however the lines are broken."""
    return any(_places(plain(text), plain(words)))


def uncovered_numbers(text: str, words: Iterable[str]) -> list[str]:
    """Return the numbers of a text that none of `words` covers, each with its place.

    Numbers are those with "%", "percent", "points", "times" or a decimal point; code
    does not count.
    """
    text = plain(text)
    places = [place for phrase in words for place in _places(text, plain(phrase))]
    places += [match.span() for match in _CODE.finditer(text)]
    uncovered = []
    for match in _NUMBER.finditer(text):
        if not any(a <= match.start() and match.end() <= b for a, b in places):
            around = text[max(match.start() - 30, 0) : match.end() + 20]
            uncovered.append(f"{match[0]!r} in '...{around}...'")
    return uncovered


def _places(text: str, phrase: str) -> Iterable[tuple[int, int]]:
    """Yield where `phrase` stands in `text`, but not within a longer word or number."""
    pattern = rf"(?<![\w.,]){re.escape(phrase)}(?![\w]|[.,]\d)"
    if not phrase[:1].isalnum():
        pattern = re.escape(phrase)
    return (match.span() for match in re.finditer(pattern, text))
