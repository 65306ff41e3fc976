"""A reading process that ends after each document."""

from worker import reading_child

if __name__ == "__main__":
    reading_child._DOCUMENTS = 1
    reading_child.main()
