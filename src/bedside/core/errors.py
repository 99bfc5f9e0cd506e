"""What can go wrong, as one tree.

BedsideError
├── UnsupportedContent    the content cannot be read (binary, too long, unknown kind)
├── BadInput              a file or a line has the wrong shape
├── UnknownRule           a rule code or name that no rule has
├── ReaderMissing         a part of the learned reader is not installed or not intact
├── VaultError            sealed words do not open, or the key ring is not right
│   ├── SealBroken        another key or place, or they were changed (vault.sealing)
│   ├── UnknownFormat     sealed in a form of a version to come (vault.sealing)
│   ├── KeyRingError      a key ring that is missing, open to others or none (vault.keyring)
│   └── KeyRingUnavailable  the service that keeps the keys does not answer (vault.keyring)
├── DeskError             the workspace refuses an act, or is not set up for it
│   ├── NotPermitted      the person may not do this; says who can
│   └── NotThere          there is no such record, or it is another organisation's
├── LedgerError           the record, or something that should prove it, is wrong
│   ├── BadEntry          not an entry of the record (ledger.entries)
│   ├── UnknownVersion    an entry or bundle of a later Bedside (ledger.entries)
│   ├── BadNote           a note, key or signature that does not hold (ledger.notes)
│   ├── Inconsistent      a record that is no continuation of what was signed (ledger.signing)
│   ├── BadToken          a time stamp that does not hold (ledger.timestamps)
│   ├── NoAnswer          a third party did not answer (ledger.asking)
│   ├── WitnessTrouble    a witness did not cosign (ledger.witness)
│   │   └── Behind        it has seen another size than was said
│   └── BadBundle         a bundle that cannot be read or made (ledger.manifests)
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


class DeskError(BedsideError):
    """The workspace refuses an act, or is not set up for it; says why and what next.

    ``status`` is what a browser or program is answered (RFC 9110, 15.5).
    """

    status = 409


class NotPermitted(DeskError):
    """The person may not do this; says who can."""

    status = 403


class NotThere(DeskError):
    """There is no such record here; another organisation's is answered the same."""

    status = 404


class LedgerError(BedsideError):
    """The record, or something that should prove it, is wrong or missing."""


class VaultError(BedsideError):
    """Sealed words do not open, or the key ring is not right; never says what the words are."""
