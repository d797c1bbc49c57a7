"""One pool of worker processes, any of which may crash or be killed, for reading files and for finding names.

Other programs are run under guard, so that nothing of them is left.
"""
