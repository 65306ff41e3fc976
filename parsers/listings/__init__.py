"""What a press room's feed, sitemap or page lists: the addresses of its releases."""

from parsers.listings.read import ListingReader, read_listing

__all__ = ["ListingReader", "read_listing"]
