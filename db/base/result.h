#pragma once

#include "db/base/failure.h"

#include <utility>
#include <variant>

namespace movr {

/// A value or the failure that stands in its place. A failure never looks like an empty value.
template <class T>
class [[nodiscard]] Result
{
public:
    Result() : m_state(Failure{}) {}
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Failure failure) : m_state(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Only when ok().
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const T *operator->() const { return &std::get<0>(m_state); }
    const T &operator*() const & { return std::get<0>(m_state); }

    /// Only when not ok().
    const Failure &failure() const { return std::get<1>(m_state); }

private:
    std::variant<T, Failure> m_state;
};

/// Success without a value.
struct Done {};

} // namespace movr
