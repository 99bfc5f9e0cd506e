"""`bedside doctor`: what of an installation is missing, insecure or unchecked, each with its cure.

`finding` says what a doctor can say, the other modules look: at the `machine`, the `database`, and the `desks` of the
organisations. `examining` puts them together.
"""
