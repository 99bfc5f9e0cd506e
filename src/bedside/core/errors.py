"""What can go wrong, as one tree.

BedsideError
├── UnsupportedContent    the content cannot be read (binary, too long, unknown kind)
├── BadInput              a file or a line has the wrong shape
├── UnknownRule           a rule code or name that no rule has
├── ReaderMissing         a part of the learned reader is not installed or not intact
└── PolicyError           a policy pack or organisation file is wrong or missing

Messages carry record ids, rule codes, line numbers and offsets, never the words of a draft.
"""


class BedsideError(Exception):
    """Anything Bedside raises on purpose."""


class UnsupportedContent(BedsideError):
    """The content cannot be read, so nothing about it was checked."""


class BadInput(BedsideError):
    """A file, a line or an option has the wrong shape."""


class UnknownRule(BedsideError):
    """No rule has this code or name."""


class ReaderMissing(BedsideError):
    """A part that the learned reader needs is not installed or not intact."""


class PolicyError(BedsideError):
    """A policy pack or organisation file is wrong; says file, line, what and what next."""
