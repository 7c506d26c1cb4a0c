"""The laboratory: what is run to find something out, not because something was changed.

``soak`` kills and fills things and counts what was lost; ``bench`` measures against the bare stack
and ``peers`` beside other servers; ``engines`` walks a workshop in browsers other than Chromium;
``hearing`` lets a screen reader read the pages; ``screenshots`` pictures them. ``rig`` is what
these and the tests have in common.

The product imports nothing from here. The laboratory imports the product, the demo's client and
``rig``. Each of its folders stands alone but for what ``tests/test_architecture.py`` names.
"""
