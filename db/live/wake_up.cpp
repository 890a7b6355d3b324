#include "db/live/wake_up.h"

#include <sys/eventfd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace movr {

WakeUp::WakeUp() : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (!m_fd.valid())
        throw std::system_error(errno, std::generic_category(), "eventfd");
}

void WakeUp::stop()
{
    m_stopped = true;
    signal();
}

void WakeUp::nudge()
{
    m_nudged = true;
    signal();
}

void WakeUp::signal() const
{
    // Fails only when the counter is full: then it is readable already.
    [[maybe_unused]] const int done = ::eventfd_write(m_fd.get(), 1);
}

void WakeUp::drain() const
{
    std::uint64_t count = 0;
    [[maybe_unused]] const int done = ::eventfd_read(m_fd.get(), &count);
}

} // namespace movr
