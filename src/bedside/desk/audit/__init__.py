"""The record: entries that only ever grow, in a tree whose root is signed and shown to others.

Work with it through `services`: ``audit.append(event, about=, actor=, at=, reason=)`` is the only way in.
"""
