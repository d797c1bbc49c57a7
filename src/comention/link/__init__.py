"""Count who is named together, and keep the best sentences as evidence."""

from comention.link.windows import link

__all__ = ["link"]
