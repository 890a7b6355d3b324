-- Bytes that are in use, and bytes of the file.
SELECT (page_count - freelist_count) * page_size, page_count * page_size
  FROM pragma_page_count, pragma_freelist_count, pragma_page_size
