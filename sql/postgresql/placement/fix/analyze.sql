-- {relations}
ANALYZE {relations};
