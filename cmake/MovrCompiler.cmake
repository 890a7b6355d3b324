# Warnings are errors in the project's own code; Qt's and libpqxx's headers are system headers.
add_library(movr_compiler INTERFACE)
target_compile_options(movr_compiler INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    -Wimplicit-fallthrough -Werror)
target_compile_definitions(movr_compiler INTERFACE
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    MOVR_VERSION="${PROJECT_VERSION}")
target_compile_features(movr_compiler INTERFACE cxx_std_20)
target_include_directories(movr_compiler INTERFACE ${CMAKE_SOURCE_DIR})

# A hundred executables are linked: lld takes a fifth of the usual linker's time for it, gold, which Debian 12 has with its
# compiler, a quarter.
include(CheckLinkerFlag)
foreach(linker lld gold)
    check_linker_flag(CXX -fuse-ld=${linker} MOVR_LINKER_${linker})
    if(MOVR_LINKER_${linker})
        add_link_options(-fuse-ld=${linker})
        break()
    endif()
endforeach()

# Faster repeated builds where the tools are there; nothing depends on them.
find_program(MOVR_CCACHE ccache)
if(MOVR_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${MOVR_CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-fpch-preprocess) # else it cannot cache what uses precompiled headers
    endif()
endif()
