"""What the archive holds, for other programs: a read-only HTTP API, feeds and files."""
