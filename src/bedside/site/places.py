"""Where something is: on this machine or on a network, and folders of the installation's own."""

from ipaddress import ip_address
from pathlib import Path


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine and nobody else's: a loopback address, or localhost."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


def own_folder(folder: Path) -> str:
    """A folder that only its owner may enter; it is there afterwards."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder)
