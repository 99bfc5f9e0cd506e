"""Why this is fine: words that a careful reader may stop at, and why no failing rule marks them."""

from bedside.screening.fine.choosing import REASONS, explain, fine
from bedside.screening.fine.reason import Reason

__all__ = ["REASONS", "Reason", "explain", "fine"]
