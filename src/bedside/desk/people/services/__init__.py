"""Every change of who is here and what they may do. Each function is one act, one transaction, one entry."""

from bedside.desk.people.services.absences import end_absence, plan_absence
from bedside.desk.people.services.contacts import NobodyAnswers, name_contact, set_deputies
from bedside.desk.people.services.facilities import add_facility, change_facility, close_facility
from bedside.desk.people.services.factors import (
    add_passkey,
    add_totp,
    new_recovery_codes,
    remove_factor,
    rename_passkey,
    reset_factors,
)
from bedside.desk.people.services.invitations import (
    LinkRanOut,
    SignInFirst,
    accept,
    begin,
    invite,
    open_invitation,
    withdraw_invitation,
)
from bedside.desk.people.services.links import one_time_link, open_link, use_one_time_link
from bedside.desk.people.services.passwords import change_password, reset_password
from bedside.desk.people.services.roster import add, change_settings, give_sign_in, leave, set_roles
from bedside.desk.people.services.signing_in import (
    change_idle_minutes,
    end_sign_ins,
    record_failure_of,
    record_lock_of,
    sign_in_failed,
    sign_in_locked,
    signed_in,
    signed_out,
)

__all__ = [
    "LinkRanOut",
    "NobodyAnswers",
    "SignInFirst",
    "accept",
    "add",
    "add_facility",
    "add_passkey",
    "add_totp",
    "begin",
    "change_facility",
    "change_idle_minutes",
    "change_password",
    "change_settings",
    "close_facility",
    "end_absence",
    "end_sign_ins",
    "give_sign_in",
    "invite",
    "leave",
    "name_contact",
    "new_recovery_codes",
    "one_time_link",
    "open_invitation",
    "open_link",
    "plan_absence",
    "record_failure_of",
    "record_lock_of",
    "remove_factor",
    "rename_passkey",
    "reset_factors",
    "reset_password",
    "set_deputies",
    "set_roles",
    "sign_in_failed",
    "sign_in_locked",
    "signed_in",
    "signed_out",
    "use_one_time_link",
    "withdraw_invitation",
]
