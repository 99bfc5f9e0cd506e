"""Pages of this app: coming in (`doors`), one's own sign-in (`own`), and the roster (`roster`)."""
