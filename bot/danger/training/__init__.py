"""Training the statistical layer: from labelled examples to one quantised ONNX file and its card.

In order: examples (read, fingerprint), groups (what must stay in one fold), augment (what people's typing
does to a message), network and fit (PyTorch), crossval (figures that no example helped to make), calibrate
(temperature and thresholds), export (ONNX, int8), card. Only `python -m bot.danger.training` needs torch;
this package imports it where it is used, so the report and the tests read examples and cards without it.
"""

from __future__ import annotations
