"""A hasher that counts how often a password was worked on."""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher


class Counting(Argon2PasswordHasher):
    made = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        Counting.made += 1
        return super().encode(*args, **kwargs)

    def verify(self, *args: Any, **kwargs: Any) -> bool:
        Counting.made += 1
        return super().verify(*args, **kwargs)
