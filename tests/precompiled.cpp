// What movr_test_headers is made of: nothing but its precompiled headers.
