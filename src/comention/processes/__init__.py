"""Work in other processes, which may die without taking this one along."""
