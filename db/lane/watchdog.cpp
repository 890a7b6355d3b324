#include "db/lane/watchdog.h"

#include <libpq-fe.h>

#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace movr {

namespace {

constexpr auto cutAfter = std::chrono::seconds(1);

void askServer(std::shared_ptr<pg_cancel> cancel)
{
    if (!cancel)
        return;
    // PQcancel connects and waits for the server to hang up; with a dead network that takes as long as
    // it takes. Nobody waits for this thread, and it owns all it touches.
    std::thread([cancel = std::move(cancel)] {
        std::array<char, 256> error{};
        PQcancel(cancel.get(), error.data(), int(error.size()));
    }).detach();
}

} // namespace

Watchdog::Watchdog() : m_thread([this](const std::stop_token &stop) { run(stop); }) {}

Watchdog::~Watchdog()
{
    m_thread.request_stop();
    m_changed.notify_all();
}

Watchdog::Watch::Watch(Watchdog &dog, CancelTarget target, Clock::time_point deadline) : m_dog(dog)
{
    const std::lock_guard lock(dog.m_mutex);
    m_id = dog.m_nextId++;
    dog.m_entries.emplace(m_id, Entry{std::move(target), deadline});
    dog.m_changed.notify_all();
}

Watchdog::Watch::~Watch()
{
    const std::lock_guard lock(m_dog.m_mutex);
    m_dog.m_entries.erase(m_id);
}

bool Watchdog::Watch::expired() const
{
    const std::lock_guard lock(m_dog.m_mutex);
    return m_dog.m_entries.at(m_id).expired;
}

void Watchdog::cancel(std::uint64_t watchId)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_entries.find(watchId);
    if (it == m_entries.end() || it->second.stage != Stage::Running)
        return;
    advance(it->second);
    m_changed.notify_all();
}

void Watchdog::advance(Entry &entry)
{
    if (entry.stage == Stage::Running) {
        askServer(entry.target.cancel);
        entry.stage = Stage::Asked;
        entry.due = Clock::now() + cutAfter;
    } else {
        ::shutdown(entry.target.socket, SHUT_RDWR);
        entry.stage = Stage::Cut;
        entry.due = Clock::time_point::max();
    }
}

void Watchdog::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        auto next = Clock::time_point::max();
        const auto now = Clock::now();
        for (auto &[id, entry] : m_entries) {
            if (entry.due <= now) {
                entry.expired = entry.expired || entry.stage == Stage::Running;
                advance(entry);
            }
            next = std::min(next, entry.due);
        }
        // A far future would overflow the wait's arithmetic.
        m_changed.wait_until(lock, stop, std::min(next, now + std::chrono::hours(1)), [&] {
            return std::any_of(m_entries.begin(), m_entries.end(),
                               [&](const auto &item) { return item.second.due < next; });
        });
    }
}

} // namespace movr
