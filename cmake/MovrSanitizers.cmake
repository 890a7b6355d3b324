# -DMOVR_SANITIZE=address,undefined or thread; the asan and tsan presets set it.
set(MOVR_SANITIZE "" CACHE STRING "Sanitizers, comma separated")
if(MOVR_SANITIZE)
    add_compile_options(-fsanitize=${MOVR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${MOVR_SANITIZE})
    # What the thread sanitizer adds to the code makes GCC lose sight of an optional's state.
    if(MOVR_SANITIZE MATCHES thread)
        add_compile_options(-Wno-maybe-uninitialized)
    endif()
endif()
