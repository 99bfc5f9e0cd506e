"""What programs may do here, and what they hear: each function is one act, one transaction, one entry."""

from bedside.desk.integrations.services.answers import (
    BusyKey,
    Claim,
    OtherRequest,
    Overdue,
    claim,
    finish,
    forget_old,
    give_up,
)
from bedside.desk.integrations.services.delivering import deliver_due
from bedside.desk.integrations.services.tokens import (
    Made,
    NoEntry,
    TooManyRequests,
    make_token,
    revoke_token,
    use_token,
)
from bedside.desk.integrations.services.webhooks import add_webhook, remove_webhook, switch_on

__all__ = [
    "BusyKey",
    "Claim",
    "Made",
    "NoEntry",
    "OtherRequest",
    "Overdue",
    "TooManyRequests",
    "add_webhook",
    "claim",
    "deliver_due",
    "finish",
    "forget_old",
    "give_up",
    "make_token",
    "remove_webhook",
    "revoke_token",
    "switch_on",
    "use_token",
]
