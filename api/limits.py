"""How much one answer holds."""

DEFAULT = 20
MOST = 200
