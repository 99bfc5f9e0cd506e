"""Where words may be meant to go, with the room there is. Publishing itself comes with channels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    name: str
    label: str
    limit: int | None  # characters as people count them
    icon: str


CHANNELS = {
    c.name: c
    for c in (
        Channel("website", "Website", None, "globe-simple"),
        Channel("facebook", "Facebook", 63_206, "facebook-logo"),
        Channel("instagram", "Instagram", 2_200, "instagram-logo"),
        Channel("linkedin", "LinkedIn", 3_000, "linkedin-logo"),
        Channel("bluesky", "Bluesky", 300, "butterfly"),
        Channel("mastodon", "Mastodon", 500, "mastodon-logo"),
        Channel("x", "X", 280, "x-logo"),
        Channel("google", "Google", 4_000, "google-logo"),
        Channel("newsletter", "Newsletter", None, "envelope-simple"),
    )
}
