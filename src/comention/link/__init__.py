"""Count co-mentions, and keep the best sentences as evidence."""

from comention.link.evidence import Earlier
from comention.link.windows import link

__all__ = ["Earlier", "link"]
