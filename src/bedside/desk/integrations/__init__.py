"""Other programs: tokens they come with, keys that make a repeated request the same one, webhooks that go out."""
