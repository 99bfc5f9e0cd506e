"""The workspace for programs: the same services as the pages, behind tokens, as JSON.

There is no way to approve here. Approving asks a person to show again who they are, which a program cannot.
"""
