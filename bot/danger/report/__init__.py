"""How good the detector is: measured, sliced, shown; and how its layers compare.

In order: measure (rates with Wilson intervals), slices, page and text (two faces of one report), gate (the
level that may not fall), compare (layers side by side; its heavy parts need the training environment).
`helpline danger report` and `helpline danger compare` call the functions of `commands`.
"""

from __future__ import annotations
