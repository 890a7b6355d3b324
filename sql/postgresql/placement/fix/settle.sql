-- Sets guards and publication in line with what is declared.
SELECT movr.settle();
