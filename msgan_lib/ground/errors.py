"""The errors that a user can mend, told in one sentence."""


class CourseError(Exception):
    """Something is wrong with the input or the machine: what, and what to do about it.

    The command line prints it as it is, without a traceback. Its message is one clear
    sentence in the user's terms.
    """


class KilledError(CourseError):
    """The system killed a process that was at work: nothing is wrong with the work."""
