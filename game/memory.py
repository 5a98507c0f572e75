"""Gives back, between two visitors, the memory that the last one needed."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect what nobody uses, and return free memory to the system where the C library can (``malloc_trim``).

    Without it the process keeps the most it ever needed: pictures of all sizes come and go and leave holes.
    """
    gc.collect()
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
