"""Signed notes: text that one or more keys have signed (C2SP signed-note 1.0).

A key's type byte says how it signs, and is part of the key's id, so that later algorithms can stand beside
Ed25519 in the same note. A signature by an unknown key says nothing; one by a known key has to hold.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bedside.core.errors import LedgerError

ED25519 = 0x01
COSIGNATURE = 0x04
ED25519_KEY_BYTES = 32
MOST_SIGNATURES = 64
MOST_BYTES = 1_000_000
_DASH = "— "
_NAME = re.compile(r"[^\s+\x00-\x1f]+")


class BadNote(LedgerError):
    """A note, key or signature that cannot be read, or a signature that does not hold."""


def base64_of(text: str) -> bytes:
    """The bytes behind strict standard Base64.

    Raises:
        BadNote: another alphabet, missing padding, or bits left over.
    """
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("not Base64") from None
    if base64.b64encode(found).decode() != text:
        raise BadNote("not Base64 in its only form")
    return found


def as_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def key_id_of(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True)
class Verifier:
    """A public key under a name; ``kind`` is the type byte."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise BadNote("a key's name has neither spaces nor a plus sign")
        if self.kind in {ED25519, COSIGNATURE} and len(self.public) != ED25519_KEY_BYTES:
            raise BadNote("an Ed25519 key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        return key_id_of(self.name, self.kind, self.public)

    def __str__(self) -> str:
        """The key as text, a "vkey"."""
        return f"{self.name}+{self.key_id.hex()}+{as_base64(bytes([self.kind]) + self.public)}"

    def holds(self, signature: bytes, message: bytes) -> bool:
        """Whether ``signature`` is this key's over ``message``; keys of unknown kinds hold nothing."""
        if self.kind not in {ED25519, COSIGNATURE}:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def verifier_of(vkey: str) -> Verifier:
    """The key that a vkey names.

    Raises:
        BadNote: it has not three parts, or its id is not that of its key.
    """
    parts = vkey.split("+", 2)
    if len(parts) != 3:
        raise BadNote("a verifier key has three parts")
    name, key_id, material = parts[0], parts[1], base64_of(parts[2])
    if not material or not re.fullmatch(r"[0-9a-f]{8}", key_id):
        raise BadNote("a verifier key has an id of eight hex digits and a type byte")
    found = Verifier(name, material[0], material[1:])
    if found.key_id.hex() != key_id:
        raise BadNote("a verifier key's id does not belong to it")
    return found


@dataclass(frozen=True, repr=False)
class Signer:
    """A private key under a name."""

    name: str
    private: Ed25519PrivateKey
    kind: int = ED25519

    @classmethod
    def from_seed(cls, name: str, seed: bytes, *, kind: int = ED25519) -> "Signer":
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed), kind)

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


@dataclass(frozen=True)
class Signature:
    """One line below a note: whose, and the bytes behind the key's id."""

    name: str
    key_id: bytes
    value: bytes

    @property
    def line(self) -> str:
        return f"{_DASH}{self.name} {as_base64(self.key_id + self.value)}\n"

    def is_by(self, key: Verifier) -> bool:
        return (self.name, self.key_id) == (key.name, key.key_id)


@dataclass(frozen=True)
class Note:
    """A text, which ends with a newline, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return self.text + "\n" + "".join(s.line for s in self.signatures)

    def with_signatures(self, more: Iterable[Signature]) -> "Note":
        """The note with signatures added; none stands twice."""
        return Note(self.text, tuple(dict.fromkeys([*self.signatures, *more])))


def signature_of(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise BadNote("a signature line begins with a long dash")
    name, _, value = line.removeprefix(_DASH).partition(" ")
    material = base64_of(value)
    if not _NAME.fullmatch(name) or len(material) < 5:
        raise BadNote("a signature line has a name, and a key id before its signature")
    return Signature(name, material[:4], material[4:])


def signatures_of(text: str) -> tuple[Signature, ...]:
    """Signature lines alone, as a witness answers them."""
    if not text.endswith("\n"):
        raise BadNote("a signature line ends with a newline")
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNote("too many signatures")
    return tuple(map(signature_of, lines))


def parse(raw: str | bytes) -> Note:
    """Take a note apart; no signature is looked at yet.

    Raises:
        BadNote: it is no note.
    """
    try:
        encoded = raw if isinstance(raw, bytes) else raw.encode()
        raw = encoded.decode()
    except UnicodeError:
        raise BadNote("a note is UTF-8") from None
    if len(encoded) > MOST_BYTES:
        raise BadNote("too long for a note")
    if re.search(r"[\x00-\x09\x0b-\x1f]", raw):
        raise BadNote("a note has no control characters but newlines")
    text, gap, below = raw.rpartition("\n\n")
    if not gap or not below:
        raise BadNote("a note has a blank line before its signatures")
    return Note(text + "\n", signatures_of(below))


def sign(text: str, *signers: Signer) -> Note:
    """A new note. ``text`` ends with a newline.

    Raises:
        BadNote: it does not, or a key is a witness's; those sign with `checkpoints.cosign` only.
    """
    if not text.endswith("\n"):
        raise BadNote("a note's text ends with a newline")
    if any(s.kind != ED25519 for s in signers):
        raise BadNote("only a key of kind Ed25519 signs a note's text")
    by = tuple(Signature(s.name, s.verifier.key_id, s.sign(text.encode())) for s in signers)
    return parse(str(Note(text, by)))


def opened(note: Note, keys: Sequence[Verifier]) -> tuple[Verifier, ...]:
    """Which of ``keys`` signed the note's text itself.

    Raises:
        BadNote: none of them did, or a signature that says it is by one of them does not hold.
    """
    found: dict[Verifier, None] = {}
    for signature in note.signatures:
        for key in keys:
            if key.kind != COSIGNATURE and signature.is_by(key):
                if not key.holds(signature.value, note.text.encode()):
                    raise BadNote(f"the signature of {key.name} does not hold")
                found[key] = None
    if not found:
        raise BadNote("no known key signed this note")
    return tuple(found)
