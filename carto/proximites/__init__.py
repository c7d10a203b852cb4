"""What brings métiers near: what they share, how rare it is, and what is missing between them.

Begin with ``besoins`` (what each requires); ``mesures``, ``ecart``, ``charnieres``, ``communautes`` and
``stabilite`` are computed from it.
"""
