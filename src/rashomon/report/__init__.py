"""A comparison to something a person or a program reads: the ``render`` of a module gives the text of its form.

``terminal``, ``html`` and ``markdown`` draw the same view (``build.view``): what is shown, in which order and with
which words is decided there. ``annotations``, ``schemaorg`` and ``graphml`` put the result into the words of a
standard; ``files`` writes ``tables``.
"""
