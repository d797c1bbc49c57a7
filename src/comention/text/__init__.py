"""Strings without documents around them: names, phrases, and what overlaps."""
