"""Is there a screen to show a window on?"""

from __future__ import annotations

import os
import platform


def find_display() -> str:
    """The display's name, or empty where no window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return ""
    if platform.system() != "Linux":
        return "the system's own"
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
