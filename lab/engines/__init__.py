"""The pages in WebKit and in Firefox: ``make engines``, no part of ``make test``.

``browsers`` starts and drives them, ``walks`` is what is done there. It imports ``rig`` and, for
what stands on the pages, the words of ``tests/browser``.
"""
