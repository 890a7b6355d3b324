# Fails, naming file and line, where the source tree breaks a rule of the house:
#   cmake [-DROOT=<tree>] -P cmake/CheckLayers.cmake
# - includes point downwards only: app -> ui -> models -> db; nothing includes tests/
# - ui/ and models/ know no driver: neither libpqxx nor libpq nor Qt SQL
# - SQL texts are files below sql/, never strings in C++ (tests may have some)
# - no source file is longer than 800 lines
cmake_minimum_required(VERSION 3.25)

if(NOT DEFINED ROOT)
    get_filename_component(ROOT "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
endif()
set(longest 800)
set(violations "")

function(count_lines text result)
    string(REGEX MATCHALL "\n" newlines "${text}")
    list(LENGTH newlines count)
    set(${result} ${count} PARENT_SCOPE)
endfunction()

# Notes every place where `pattern` matches `text`, the file's text with a newline put before it.
function(refuse file text pattern message)
    set(rest "${text}")
    set(line 0)
    while(rest MATCHES "${pattern}")
        set(match "${CMAKE_MATCH_0}")
        string(FIND "${rest}" "${match}" start)
        string(LENGTH "${match}" length)
        string(SUBSTRING "${rest}" 0 ${start} before)
        # A pattern that begins at a line's start has that line's newline in it.
        string(REGEX MATCH "^\n" own_newline "${match}")
        string(STRIP "${match}" excerpt)
        string(REGEX REPLACE "\n.*" "" excerpt "${excerpt}")
        count_lines("${before}${own_newline}" lines)
        math(EXPR at "${line} + ${lines}")
        list(APPEND violations "${file}:${at}: ${message}: ${excerpt}")
        count_lines("${before}${match}" lines)
        math(EXPR line "${line} + ${lines}")
        math(EXPR end "${start} + ${length}")
        string(SUBSTRING "${rest}" ${end} -1 rest)
    endwhile()
    set(violations "${violations}" PARENT_SCOPE)
endfunction()

set(include "\n[ \t]*#[ \t]*include[ \t]*[\"<](\\.\\./|\\./)*")
set(above_db "models|ui|app|tests")
set(above_models "ui|app|tests")
set(above_ui "app|tests")
set(above_app "tests")
set(driver "(pqxx[/>]|libpq|postgresql/|pg_config|QSql|QtSql)[^\n]*")

# What begins a string literal of SQL, or a fragment that others are glued to. Upper case is taken for SQL at once,
# lower case only where the second word is SQL as well: "select a row" may be a label, "insert into" is not.
set(verbs "SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES|CREATE|ALTER|DROP|TRUNCATE|GRANT|REVOKE|COPY|CALL|DO")
string(APPEND verbs "|PREPARE|EXECUTE|DEALLOCATE|SHOW|RESET|ANALYZE|EXPLAIN|VACUUM|LISTEN|NOTIFY|LOCK|DECLARE|FETCH")
set(clauses "FROM|WHERE|SET|AND|OR|JOIN|LEFT JOIN|ORDER BY|GROUP BY|LIMIT|OFFSET|RETURNING|ON CONFLICT|UNION")
set(lower "select [^\"\n]* from|select [a-z_.]+\\(|insert into|delete from|update [a-z_.]+ set|create (or|table|index|role)")
string(APPEND lower "|alter (table|system|role)|drop (table|schema|role|subscription|publication)|truncate [a-z_.]+\"")
set(sql "\"([a-zA-Z_]*[(])?[ \t\n]*((${verbs}|${clauses})[ \t\n\"]|(BEGIN|COMMIT|ROLLBACK)[ ;\"]|${lower})")

file(GLOB_RECURSE sources RELATIVE "${ROOT}"
    "${ROOT}/app/*.cpp" "${ROOT}/app/*.h" "${ROOT}/ui/*.cpp" "${ROOT}/ui/*.h"
    "${ROOT}/models/*.cpp" "${ROOT}/models/*.h" "${ROOT}/db/*.cpp" "${ROOT}/db/*.h"
    "${ROOT}/tests/*.cpp" "${ROOT}/tests/*.h")
if(NOT sources)
    message(FATAL_ERROR "There are no sources below ${ROOT}.")
endif()

foreach(file IN LISTS sources)
    file(READ "${ROOT}/${file}" text)
    count_lines("${text}" lines)
    if(lines GREATER longest)
        list(APPEND violations "${file}:${lines}: longer than ${longest} lines: two files in one")
    endif()
    string(REGEX MATCH "^[a-z]+" layer "${file}")
    if(layer STREQUAL "tests")
        continue()
    endif()

    # Comments on lines of their own may quote SQL. Semicolons and brackets mean something to CMake's lists.
    string(REGEX REPLACE "\n[ \t]*//[^\n]*" "\n" text "\n${text}")
    string(REGEX REPLACE "\\\\[nt]|[][;\\]" " " text "${text}")

    refuse("${file}" "${text}" "${include}(${above_${layer}})/[^\n]*" "${layer}/ includes a layer above it")
    if(layer STREQUAL "ui" OR layer STREQUAL "models")
        refuse("${file}" "${text}" "${include}${driver}" "${layer}/ includes a database driver")
    endif()
    refuse("${file}" "${text}" "${sql}[^\n]*" "SQL in C++ (it belongs into a file below sql/)")
endforeach()

list(LENGTH sources count)
if(violations)
    list(JOIN violations "\n  " listed)
    message(FATAL_ERROR "The house's rules are broken in ${ROOT}:\n  ${listed}\n")
endif()
message(STATUS "${count} files keep the house's rules.")
