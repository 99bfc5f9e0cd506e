"""Time stamps (RFC 3161): an authority says that it saw a checkpoint at a time.

What is stamped is the checkpoint's text, without the signatures below it: witnesses add theirs before or after,
and the text alone says everything about the record's entries.
"""

import hashlib
from datetime import UTC, datetime

from bedside.core.errors import LedgerError
from bedside.ledger import asking
from bedside.ledger.notes import Note

SHA256 = "2.16.840.1.101.3.4.2.1"
MOST_BYTES = 64_000


class BadToken(LedgerError):
    """Not a time stamp of this checkpoint by this authority."""


def _require_library() -> None:
    try:
        import rfc3161_client  # noqa: F401
    except ImportError:
        raise LedgerError("time stamps need a library that is missing: pip install 'bedside[desk]'") from None


def request_for(note: Note) -> bytes:
    """What to send to an authority (DER): SHA-256 of the note's text, a nonce, and a wish for its certificate."""
    _require_library()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(note.text.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.cert_request(cert_request=True).build().as_bytes()


def ask(url: str, note: Note, *, timeout: float) -> bytes:
    """The authority's answer (DER), as it came. `check` says whether it holds.

    Raises:
        NoAnswer: it did not answer.
        BadToken: it answered with something that is no time stamp.
    """
    request = request_for(note)
    reply = asking.post(url, body=request, content_type="application/timestamp-query", timeout=timeout)
    if reply.status != 200 or reply.content_type != "application/timestamp-reply":
        raise BadToken(f"the authority answered {reply.status}, and no time stamp")
    if len(reply.body) > MOST_BYTES:
        raise BadToken(f"a time stamp has at most {MOST_BYTES} bytes")
    return reply.body


def check(token: bytes, note: Note, *, roots: bytes) -> datetime:
    """When an authority saw the note's text.

    Args:
        token: the whole answer (DER).
        roots: certificates that are trusted (PEM, one or more).

    Raises:
        BadToken: the token is over another text, or does not lead to one of ``roots``.
        LedgerError: the library is not installed, or ``roots`` holds no certificate.
    """
    _require_library()
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        trusted = x509.load_pem_x509_certificates(roots)
    except ValueError:
        raise LedgerError("the trusted certificates are none in PEM") from None
    builder = VerifierBuilder(roots=list(dict.fromkeys(trusted)))
    try:
        answer = decode_timestamp_response(token)
        imprint = answer.tst_info.message_imprint
        if imprint.hash_algorithm.dotted_string != SHA256:
            raise BadToken("a time stamp of a record is over SHA-256")
        builder.build().verify(answer, hashlib.sha256(note.text.encode()).digest())
        return answer.tst_info.gen_time.astimezone(UTC)
    except VerificationError:
        raise BadToken("the time stamp does not hold for this checkpoint and these certificates") from None
    except (ValueError, TypeError):
        raise BadToken("the time stamp cannot be read") from None
