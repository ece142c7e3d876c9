"""What `load` leaves to a thread."""

import threading


def until_kept() -> None:
    """Wait until what was loaded is on the disk for good; `load` does not."""
    for thread in threading.enumerate():
        if thread.name == "keep pixels":
            thread.join()
