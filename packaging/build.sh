# shellcheck shell=bash disable=SC2154
# Sourced by packaging/demo and tests/run, which set `root`, the source tree.

can_build_in() {
    mkdir -p "$1" 2>/dev/null && [[ -w $1 && (! -e $1/CMakeCache.txt || -w $1/CMakeCache.txt) \
        && (! -e $1/.ninja_log || -w $1/.ninja_log) ]]
}

# build_console PRESET [TARGET]: installs what is missing, configures and builds; the log is shown only when it fails.
# Sets `build_directory`: build/PRESET, or, in a tree that belongs to somebody else, one in the user's own cache.
build_console() {
    local preset=$1 target=${2:-} log
    "$root/packaging/install-deps"

    build_directory=$root/build/$preset
    if ! can_build_in "$build_directory"; then
        local own=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/movr-console
        own+=/$(cksum <<<"$root" | cut -d ' ' -f 1)/$preset
        if ! can_build_in "$own"; then
            echo "build: $(id -un) can write neither $build_directory nor $own." >&2
            return 1
        fi
        echo "build: $build_directory belongs to somebody else"
        build_directory=$own
    fi
    log=$build_directory/build.log
    echo "build: building the $preset preset in $build_directory (the first time takes minutes)"
    # One build at a time: two in one directory would spoil each other.
    (
        flock 9
        cmake -S "$root" --preset "$preset" -B "$build_directory" &&
            cmake --build "$build_directory" --parallel "$(nproc)" ${target:+--target "$target"}
    ) 9>"$build_directory/build.lock" >"$log" 2>&1 </dev/null || {
        grep -E -A 12 'FAILED:|CMake Error|error:' "$log" | tail -n 80 >&2 || tail -n 80 "$log" >&2
        echo "build: failed; the whole log is $log" >&2
        return 1
    }
}
