"""The whole system on one machine: start every part, watch it, stop it.

Order of reading: `places` (where things lie), `preflight` (what can be told before starting),
`training` (the model, made when content changed), `parts` (the processes), `supervisor` (their
lives), `run` (`helpline run`). Nothing here is needed in production, where containers do this.
"""
