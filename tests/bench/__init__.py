"""`make bench`: measured figures, with stock Rasa beside ours in one run.

Ratios within one run are what counts: the machine's speed drifts. Nothing here passes or fails.
"""
