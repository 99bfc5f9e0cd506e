"""Work that nobody waits for: letters, reminders, what ends by itself, signing the record, tidying.

A worker goes through a table of duties (`duties.DUTIES`). Each finds in the tables what is due, does it in short
transactions, and finds nothing the second time; so it may be killed at any moment, and begun again by anybody. A lease
in the database gives each duty to one worker at a time.
"""
