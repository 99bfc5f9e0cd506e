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
    PERSON_ADDED = "person.added"
    PERSON_ROLES_CHANGED = "person.roles_changed"
    PERSON_SETTINGS_CHANGED = "person.settings_changed"
    PERSON_LEFT = "person.left"
    PERSON_INVITED = "person.invited"
    INVITATION_ACCEPTED = "invitation.accepted"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    CONTACT_NAMED = "contact.named"
    DEPUTIES_SET = "deputies.set"
    ABSENCE_PLANNED = "absence.planned"
    ABSENCE_ENDED = "absence.ended"
    FACILITY_ADDED = "facility.added"
    FACILITY_CHANGED = "facility.changed"
    FACILITY_CLOSED = "facility.closed"
    PERSON_SIGNED_IN = "person.signed_in"
    PERSON_SIGNED_OUT = "person.signed_out"
    SIGN_IN_FAILED = "sign_in.failed"
    SIGN_IN_LOCKED = "sign_in.locked"
    SIGN_IN_RULES_CHANGED = "sign_in.rules_changed"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105
    FACTOR_ADDED = "factor.added"
    FACTOR_REMOVED = "factor.removed"
    FACTOR_RESET = "factor.reset"
    DRAFT_STARTED = "draft.started"
    DRAFT_SAVED = "draft.saved"
    DRAFT_VERSION_KEPT = "draft.version_kept"
    DRAFT_PICTURE_ADDED = "draft.picture_added"
    DRAFT_PICTURE_REMOVED = "draft.picture_removed"
    DRAFT_PICTURE_LOOKED_AT = "draft.picture_looked_at"
    DRAFT_COMMENTED = "draft.commented"
    DRAFT_SUBMITTED = "draft.submitted"
    DRAFT_WITHDRAWN = "draft.withdrawn"
    DRAFT_DISCARDED = "draft.discarded"
    DRAFT_REOPENED = "draft.reopened"
    DRAFT_READ = "draft.read"
    DRAFT_SCREENED = "draft.screened"
    FINDING_WAIVED = "finding.waived"
    DRAFT_RETURNED = "draft.returned"
    DRAFT_REJECTED = "draft.rejected"
    DRAFT_SECOND_ASKED = "draft.second_look_asked"
    DRAFT_SECOND_GIVEN = "draft.second_look_given"
    DRAFT_APPROVED = "draft.approved"
    RELEASE_COPIED = "release.copied"
    RELEASE_EXPORTED = "release.exported"
    RELEASE_TAKEN_BACK = "release.taken_back"
    RELEASE_LAPSED = "release.lapsed"
    QUESTION_ASKED = "question.asked"
    QUESTION_ANSWERED = "question.answered"
    GUIDANCE_PUBLISHED = "guidance.published"
    GUIDANCE_WITHDRAWN = "guidance.withdrawn"
    POLICY_ADOPTED = "policy.adopted"
    FACTS_CHANGED = "facts.changed"
    RECORD_CHECKED = "record.checked"
    RECORD_EXPORTED = "record.exported"
    TOKEN_MADE = "token.made"  # noqa: S105
    TOKEN_REVOKED = "token.revoked"  # noqa: S105
    WEBHOOK_ADDED = "webhook.added"
    WEBHOOK_REMOVED = "webhook.removed"
    WEBHOOK_SWITCHED_OFF = "webhook.switched_off"
    WEBHOOK_SWITCHED_ON = "webhook.switched_on"

    @property
    def sentence(self) -> str:
        return SENTENCES[self]

    @property
    def short(self) -> str:
        """What stands over an entry in a timeline: "Returned with advice"."""
        return HEADINGS[self]


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
    Event.PERSON_ADDED: "Someone was added to the roster.",
    Event.PERSON_ROLES_CHANGED: "What someone may do was changed.",
    Event.PERSON_SETTINGS_CHANGED: "Someone's entry or settings were changed.",
    Event.PERSON_LEFT: "Someone left; their sign-in and tokens ended at once.",
    Event.PERSON_INVITED: "Someone was invited.",
    Event.INVITATION_ACCEPTED: "An invitation was accepted.",
    Event.INVITATION_WITHDRAWN: "An invitation was taken back.",
    Event.CONTACT_NAMED: "The point of contact was named.",
    Event.DEPUTIES_SET: "The deputies and their order were set.",
    Event.ABSENCE_PLANNED: "An absence was planned.",
    Event.ABSENCE_ENDED: "An absence was ended or called off.",
    Event.FACILITY_ADDED: "A facility was added.",
    Event.FACILITY_CHANGED: "A facility's name or address was changed.",
    Event.FACILITY_CLOSED: "A facility was closed.",
    Event.PERSON_SIGNED_IN: "Someone signed in.",
    Event.PERSON_SIGNED_OUT: "Someone signed out, or was signed out.",
    Event.SIGN_IN_FAILED: "A sign-in failed.",
    Event.SIGN_IN_LOCKED: "Sign-in was locked for a while after several failures.",
    Event.SIGN_IN_RULES_CHANGED: "After how many quiet minutes people are signed out was changed.",
    Event.PASSWORD_CHANGED: "Someone's password was changed.",
    Event.FACTOR_ADDED: "A second factor was added.",
    Event.FACTOR_REMOVED: "A second factor was removed.",
    Event.FACTOR_RESET: "Recovery codes were made anew, or second factors were reset.",
    Event.DRAFT_STARTED: "A draft was started.",
    Event.DRAFT_SAVED: "The words of a draft were saved.",
    Event.DRAFT_VERSION_KEPT: "The words of a draft were kept as a version of their own.",
    Event.DRAFT_PICTURE_ADDED: "A picture was added to a draft.",
    Event.DRAFT_PICTURE_REMOVED: "A picture was removed from a draft.",
    Event.DRAFT_PICTURE_LOOKED_AT: "A reviewer looked at a picture of a draft.",
    Event.DRAFT_COMMENTED: "Someone commented on a draft.",
    Event.DRAFT_SUBMITTED: "A draft was sent for review.",
    Event.DRAFT_WITHDRAWN: "The author took a draft back from review.",
    Event.DRAFT_DISCARDED: "The author set a draft aside.",
    Event.DRAFT_REOPENED: "A draft was opened for writing again.",
    Event.DRAFT_READ: "Someone read a draft of another person.",
    Event.DRAFT_SCREENED: "The words of a draft were screened again.",
    Event.FINDING_WAIVED: "A reviewer accepted a finding with a reason.",
    Event.DRAFT_RETURNED: "A draft was returned with advice.",
    Event.DRAFT_REJECTED: "A draft was rejected.",
    Event.DRAFT_SECOND_ASKED: "A second look was asked for.",
    Event.DRAFT_SECOND_GIVEN: "A second reviewer gave an opinion.",
    Event.DRAFT_APPROVED: "A draft was approved and its exact words released.",
    Event.RELEASE_COPIED: "Released words were copied out of the workspace.",
    Event.RELEASE_EXPORTED: "A release was exported with its certificate.",
    Event.RELEASE_TAKEN_BACK: "A release was taken back.",
    Event.RELEASE_LAPSED: "A release was not used in its time and ended.",
    Event.QUESTION_ASKED: "Someone asked before posting.",
    Event.QUESTION_ANSWERED: "A question was answered.",
    Event.GUIDANCE_PUBLISHED: "Guidance for everyone was published.",
    Event.GUIDANCE_WITHDRAWN: "Guidance was withdrawn.",
    Event.POLICY_ADOPTED: "A policy pack was adopted; from then on it judges.",
    Event.FACTS_CHANGED: "What is public about the organization was changed.",
    Event.RECORD_CHECKED: "The whole record was checked, from the first entry to the last.",
    Event.RECORD_EXPORTED: "A part of the record was handed out as a bundle that proves itself.",
    Event.TOKEN_MADE: "A token was made, with which a program acts for someone.",
    Event.TOKEN_REVOKED: "A token was revoked.",
    Event.WEBHOOK_ADDED: "A webhook was added: another program hears what happens.",
    Event.WEBHOOK_REMOVED: "A webhook was removed.",
    Event.WEBHOOK_SWITCHED_OFF: "A webhook that did not answer was switched off.",
    Event.WEBHOOK_SWITCHED_ON: "A webhook was switched on again.",
}
HEADINGS: dict[Event, str] = {
    Event.ORGANIZATION_CREATED: "Set up",
    Event.CHECKPOINT_ANCHORED: "Shown to a third party",
    Event.RECORD_ERASED: "Words erased",
    Event.HOLD_PLACED: "Put on legal hold",
    Event.HOLD_LIFTED: "Legal hold lifted",
    Event.KEYS_ROTATED: "Keys changed",
    Event.BACKUP_MADE: "Backup made",
    Event.BACKUP_RESTORED: "Restored from a backup",
    Event.NOTE_MADE: "Note added",
    Event.PERSON_ADDED: "Added to the roster",
    Event.PERSON_ROLES_CHANGED: "Roles changed",
    Event.PERSON_SETTINGS_CHANGED: "Settings changed",
    Event.PERSON_LEFT: "Left",
    Event.PERSON_INVITED: "Invited",
    Event.INVITATION_ACCEPTED: "Invitation accepted",
    Event.INVITATION_WITHDRAWN: "Invitation taken back",
    Event.CONTACT_NAMED: "Point of contact named",
    Event.DEPUTIES_SET: "Deputies set",
    Event.ABSENCE_PLANNED: "Absence planned",
    Event.ABSENCE_ENDED: "Absence ended",
    Event.FACILITY_ADDED: "Facility added",
    Event.FACILITY_CHANGED: "Facility changed",
    Event.FACILITY_CLOSED: "Facility closed",
    Event.PERSON_SIGNED_IN: "Signed in",
    Event.PERSON_SIGNED_OUT: "Signed out",
    Event.SIGN_IN_FAILED: "Sign-in failed",
    Event.SIGN_IN_LOCKED: "Sign-in locked for a while",
    Event.SIGN_IN_RULES_CHANGED: "Quiet minutes changed",
    Event.PASSWORD_CHANGED: "Password changed",
    Event.FACTOR_ADDED: "Second factor added",
    Event.FACTOR_REMOVED: "Second factor removed",
    Event.FACTOR_RESET: "Second factors reset",
    Event.DRAFT_STARTED: "Draft started",
    Event.DRAFT_SAVED: "Saved",
    Event.DRAFT_VERSION_KEPT: "Version kept",
    Event.DRAFT_PICTURE_ADDED: "Picture added",
    Event.DRAFT_PICTURE_REMOVED: "Picture removed",
    Event.DRAFT_PICTURE_LOOKED_AT: "Picture looked at",
    Event.DRAFT_COMMENTED: "Commented",
    Event.DRAFT_SUBMITTED: "Asked for review",
    Event.DRAFT_WITHDRAWN: "Taken back from review",
    Event.DRAFT_DISCARDED: "Set aside",
    Event.DRAFT_REOPENED: "Opened again",
    Event.DRAFT_READ: "Read",
    Event.DRAFT_SCREENED: "Screened again",
    Event.FINDING_WAIVED: "Finding accepted, with a reason",
    Event.DRAFT_RETURNED: "Returned with advice",
    Event.DRAFT_REJECTED: "Rejected",
    Event.DRAFT_SECOND_ASKED: "Second look asked for",
    Event.DRAFT_SECOND_GIVEN: "Second look given",
    Event.DRAFT_APPROVED: "Approved",
    Event.RELEASE_COPIED: "Words copied out",
    Event.RELEASE_EXPORTED: "Certificate downloaded",
    Event.RELEASE_TAKEN_BACK: "Release taken back",
    Event.RELEASE_LAPSED: "Release lapsed",
    Event.QUESTION_ASKED: "Asked first",
    Event.QUESTION_ANSWERED: "Question answered",
    Event.GUIDANCE_PUBLISHED: "Guidance published",
    Event.GUIDANCE_WITHDRAWN: "Guidance withdrawn",
    Event.POLICY_ADOPTED: "Policy adopted",
    Event.FACTS_CHANGED: "Public facts changed",
    Event.RECORD_CHECKED: "Record checked",
    Event.RECORD_EXPORTED: "Record handed out",
    Event.TOKEN_MADE: "Token made",
    Event.TOKEN_REVOKED: "Token revoked",
    Event.WEBHOOK_ADDED: "Webhook added",
    Event.WEBHOOK_REMOVED: "Webhook removed",
    Event.WEBHOOK_SWITCHED_OFF: "Webhook switched off",
    Event.WEBHOOK_SWITCHED_ON: "Webhook switched on",
}
