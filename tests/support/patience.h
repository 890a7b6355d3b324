#pragma once

namespace movr::test {

/// Milliseconds to wait for what is to happen. Far more than it takes, and over at once when it did: other tests and their
/// servers run on the same processors. What a test says about a time is measured, not waited for.
inline constexpr int patience = 60'000;

} // namespace movr::test
