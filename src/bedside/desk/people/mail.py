"""Letters about signing in. They go out at once, not with the notices: somebody sits in front of a page and waits."""

import threading
from smtplib import SMTPException
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

_waiting: list[threading.Thread] = []


def send(kind: str, *, to: str, **context: Any) -> bool:
    """One letter, of ``people/email/<kind>.txt``, whose first line is the subject; whether it was handed over."""
    subject, _, body = render_to_string(f"people/email/{kind}.txt", context).strip().partition("\n")
    try:
        handed: int = EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to]).send()
    except (SMTPException, OSError) as trouble:
        structlog.get_logger().warning("mail", error=type(trouble).__name__, kind=kind)
        return False
    return handed == 1


def send_aside(kind: str, *, to: str, **context: Any) -> None:
    """The same, beside the answer, so that how long the answer takes does not tell whether a letter goes out."""
    thread = threading.Thread(target=send, args=(kind,), kwargs={"to": to} | context, name="mail")
    _waiting[:] = [t for t in _waiting if t.is_alive()]
    _waiting.append(thread)
    thread.start()


def settle() -> None:
    """Wait until every letter that was begun is handed over."""
    while _waiting:
        _waiting.pop().join()


def works() -> bool:
    """Whether this installation sends letters at all."""
    return ".dummy." not in settings.EMAIL_BACKEND
