"""The demo of `make run`: an invented clinic group, three weeks into its work with Bedside.

`story` says who is there and what they did, `stage` does it, through the same services as the pages, with the times at
which it is said to have happened. So the record of the demo is a real one.
"""
