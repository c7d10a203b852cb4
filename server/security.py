"""The headers that every answer carries, whoever makes it."""

from server.cache import Headers

# A page runs nothing, loads nothing from elsewhere, and stands in no frame.
_POLICY = (
    b"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)
SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"content-security-policy", _POLICY),
    (b"x-frame-options", b"DENY"),
    # Any page may read this; nothing here is secret, and no cookie is used.
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Carto-Rows, Carto-Hint, Carto-Capped, Retry-After"),
]
