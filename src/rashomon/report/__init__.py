"""A comparison to something a person reads: ``terminal.render`` and ``html.render``.

Both draw the same view (``build.view``): what is shown, in which order and with which words is decided there.
"""
