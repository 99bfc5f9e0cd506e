"""What the record can say: every event by its name, with the sentence a reader sees.

An event is a fact that changed something. Its name is written into entries for ever, so names are never
reused or changed; a new meaning is a new event.
"""

from enum import StrEnum


class Event(StrEnum):
    """``subject.verb in the past``, as it stands in an entry."""

    ORGANIZATION_CREATED = "organization.created"
    CHECKPOINT_ANCHORED = "checkpoint.anchored"
    RECORD_ERASED = "record.erased"
    HOLD_PLACED = "hold.placed"
    HOLD_LIFTED = "hold.lifted"
    KEYS_ROTATED = "keys.rotated"
    BACKUP_MADE = "backup.made"
    BACKUP_RESTORED = "backup.restored"
    NOTE_MADE = "note.made"

    @property
    def sentence(self) -> str:
        return SENTENCES[self]


SENTENCES: dict[Event, str] = {
    Event.ORGANIZATION_CREATED: "The organisation was set up.",
    Event.CHECKPOINT_ANCHORED: "The state of the record was shown to a third party.",
    Event.RECORD_ERASED: "The words of a record were erased for good.",
    Event.HOLD_PLACED: "A record was put on legal hold.",
    Event.HOLD_LIFTED: "A legal hold was lifted.",
    Event.KEYS_ROTATED: "Data keys were wrapped anew with the active key.",
    Event.BACKUP_MADE: "A backup was made.",
    Event.BACKUP_RESTORED: "The installation was restored from a backup.",
    Event.NOTE_MADE: "A person added a note to the record.",
}
