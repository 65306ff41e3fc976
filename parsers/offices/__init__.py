"""One module an office or forum, named by its ST.3 code and acronym. See `parsers.office`."""
