"""`python -m bedside.cli`, for where the `bedside` script is not on the path."""

from bedside.cli.main import main

main()
