"""The folder that a run writes: its workspace, its files, and the report about what was read."""
