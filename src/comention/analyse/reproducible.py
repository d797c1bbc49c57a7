"""What keeps measures the same in every run and on every machine: one seed, and no more digits than are certain."""

SEED = 7
"""For all that is chosen at random."""
DIGITS = 6
"""Significant digits of a measure; the last ones that are computed differ from machine to machine."""


def rounded(value: float) -> float:
    """Round a measure.

    >>> rounded(0.12345678)
    0.123457
    """
    return float(f"{value:.{DIGITS}g}")
