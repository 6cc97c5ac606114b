"""Quizzes: a question with radio buttons, and an answer to each option.

    quiz(
        "Why do we blur before we keep every second pixel?",
        {
            "So that noise goes away": "Noise may be less, but there was none here ...",
            "So that fine stripes do not turn into coarse ones": "Yes: ...",
            "So that the image gets smaller": "The blurred image is as large as ...",
        },
        right="So that fine stripes do not turn into coarse ones",
    )

Each option stands for something that people believe, and its answer speaks to that.
This is how a source has it. A cell is read before the question below it, so a notebook
has the options and, in `answers="..."`, the rest encoded (sealed).
"""

import base64
import html
import json
import random
import re
from collections.abc import Mapping, Sequence

from msgan_lib.ground.errors import CourseError
from msgan_lib.ground.words import wrapped

SLACK = 20  # characters by which the right option may be the longest or the shortest


def quiz(
    question: str,
    options: Mapping[str, str] | Sequence[str],
    right: str = "",
    answer: int | None = None,
    answers: str = "",
) -> None:
    """Show `question` and its options; a chosen option is answered below them.

    `options` are three or four, {"option": "what to say to who chose it"}; `right` is
    one of them. Instead there may be the options alone, with the rest in `answers`
    (sealed). They are shown in an order of their own, the same every time. Where there
    are no widgets the question is text, and `answer=2` tells the second option's
    answer. Raises CourseError for a question that is not one. Taught in lesson 00.
    """
    if answers:
        options, right = opened(list(options), answers)
    check_quiz(question, options, right)
    order = shuffled(question, options)
    if answer is not None:
        if answer not in range(1, len(order) + 1):
            raise CourseError(f"`answer` must be from 1 to {len(order)}, not {answer}.")
        option = order[answer - 1]
        print(wrapped(f"{option}\n{reply(options, option, right)}"))
        return
    text = as_text(question, order)
    from IPython.core.interactiveshell import InteractiveShell

    if not InteractiveShell.initialized():
        print(text)
        return
    from IPython.display import display

    # One output in two forms: a front end without widgets takes the text.
    bundle = view(question, options, right)._repr_mimebundle_()
    display({**bundle, "text/plain": text}, raw=True)


def sealed(options: Mapping[str, str], right: str) -> str:
    """Return the answers and which option is right, not readable at a glance."""
    told = [list(options).index(right), *options.values()]
    return base64.b64encode(json.dumps(told).encode()).decode()


def opened(options: Sequence[str], answers: str) -> tuple[dict[str, str], str]:
    """Return what was `sealed`: options with their answers, and the right one.

    Raises CourseError where `answers` do not belong to these options.
    """
    try:
        place, *replies = json.loads(base64.b64decode(answers, validate=True))
        return dict(zip(options, replies, strict=True)), options[place]
    except (ValueError, TypeError, IndexError):
        raise CourseError(
            "The options of this quiz and its encoded answers do not belong together; "
            "take the cell from a fresh copy of the lesson."
        ) from None


def check_quiz(question: str, options: Mapping[str, str], right: str) -> None:
    """Raise CourseError for a question that can't be asked or shows its answer."""
    if len(options) not in (3, 4) or not all(options.values()):
        raise CourseError(
            f"{question!r} needs three or four options, each with an answer."
        )
    if right not in options:
        raise CourseError(f"{question!r}: {right!r} is none of its options.")
    others = [len(option) for option in options if option != right]
    if not min(others) - SLACK <= len(right) <= max(others) + SLACK:
        raise CourseError(
            f"{question!r}: the right option stands out by its length; make the others "
            "as long."
        )


def shuffled(question: str, options: Mapping[str, str]) -> list[str]:
    """Return the options in an order that depends on the words alone."""
    order = sorted(options)
    random.Random(question).shuffle(order)
    return order


def reply(options: Mapping[str, str], option: str, right: str) -> str:
    """Return what to say to who chose `option`."""
    return f"{'Right.' if option == right else 'Not quite.'} {options[option]}"


def as_text(question: str, order: list[str]) -> str:
    """Return the question for where there are no widgets."""
    lines = [f"  {number}. {option}" for number, option in enumerate(order, start=1)]
    hint = "(Add answer=1 to the call above to see what there is to say to option 1.)"
    return wrapped("\n".join([question, *lines, hint]))


def view(question: str, options: Mapping[str, str], right: str):
    """Return the question as a widget: radio buttons, and a line for the answer."""
    import ipywidgets

    buttons = ipywidgets.RadioButtons(
        options=shuffled(question, options),
        value=None,  # nothing is chosen yet
        layout=ipywidgets.Layout(width="max-content"),
    )
    said = ipywidgets.HTML()

    def tell(change) -> None:
        said.value = _html(reply(options, change["new"], right))

    buttons.observe(tell, names="value")
    return ipywidgets.VBox([ipywidgets.HTML(_html(question)), buttons, said])


def _html(text: str) -> str:
    """Return plain text, with code in backticks, as HTML."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
