"""The former name of `comention.query`, for programs that were written for it."""

from comention.query import *  # noqa: F403
from comention.query import __all__  # noqa: F401
