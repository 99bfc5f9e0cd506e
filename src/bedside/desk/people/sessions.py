"""Sessions in the database, each with the person it belongs to and when they were last seen.

The columns for that are not part of the session's data: two requests of one person at once never write each
other's data back, and looking whether someone is idle reads the row that the session is read from anyway.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, router, transaction
from django.utils import timezone

from bedside.desk.people.models import SignIn

AGENT = "agent"  # where the session's data keep what `SignIn.agent` shows


class SessionStore(DatabaseStore):
    """The session store of the workspace; ``row`` is what was read, None for a session that is new."""

    row: SignIn | None = None

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def _get_session_from_db(self) -> Any:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        now = timezone.now()
        return SignIn(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY) or None,
            agent=data.get(AGENT, ""),
            began_at=now,
            seen_at=now,
        )

    def save(self, must_create: bool = False) -> None:
        """Write the data; of a row that is there, neither when it began nor when its person was last seen.

        Raises:
            UpdateError: it was ended from elsewhere meanwhile.
        """
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        made = self.create_model_instance(self._get_session(no_load=False))  # type: ignore[attr-defined]
        using = router.db_for_write(SignIn, instance=made)
        try:
            with transaction.atomic(using=using):
                made.save(
                    using=using, force_update=True, update_fields=["session_data", "expire_date", "user", "agent"]
                )
        except DatabaseError as trouble:
            raise UpdateError from trouble

    def seen(self, at: datetime) -> None:
        """Remember that the session's person did something."""
        SignIn.objects.filter(session_key=self.session_key).update(seen_at=at)
