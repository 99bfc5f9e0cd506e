"""Better words: rewrites of what was found, and replies from nothing but what is answered."""

from bedside.screening.rewriting.composer import replies
from bedside.screening.rewriting.rewrites import Rewrite, rewrites

__all__ = ["Rewrite", "replies", "rewrites"]
