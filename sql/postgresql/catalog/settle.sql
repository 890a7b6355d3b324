-- Guards and publication in line with the declared placement; how many objects had to change.
SELECT movr.settle()
