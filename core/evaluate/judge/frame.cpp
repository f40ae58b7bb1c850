#include "core/evaluate/judge/frame.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

enum class Arrival { Ready, Late, Stopped };

/// Looks at the stop every 50 ms.
Arrival awaitReadable(int fd, std::optional<SteadyClock::time_point> deadline, const std::stop_token& stop)
{
    for (;;) {
        if (stop.stop_requested()) {
            return Arrival::Stopped;
        }
        pollfd wait{fd, POLLIN, 0};
        if (poll(&wait, 1, stop.stop_possible() || deadline ? 50 : -1) > 0) {
            return Arrival::Ready;
        }
        if (deadline && SteadyClock::now() > *deadline) {
            return Arrival::Late;
        }
    }
}

/// write(), but a reader that is gone is an error and not a signal where the descriptor is a socket.
ssize_t writeQuietly(int fd, const char* bytes, std::size_t size)
{
    const ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);
    return n < 0 && errno == ENOTSOCK ? write(fd, bytes, size) : n;
}

Error broken(ErrorKind kind, const char* why)
{
    return {kind, "the judge and the program lost each other", why, "the evaluation can be repeated"};
}

} // namespace

bool writeFrame(int fd, std::string_view text)
{
    if (text.size() > kFrameCap) {
        return false;
    }
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) {
        bytes += static_cast<char>((text.size() >> shift) & 0xff);
    }
    bytes += text;
    for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t n = writeQuietly(fd, bytes.data() + at, bytes.size() - at);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        at += static_cast<std::size_t>(n);
    }
    return true;
}

Result<std::optional<std::string>> readFrame(int fd, std::optional<Milliseconds> timeout, const std::stop_token& stop)
{
    std::optional<SteadyClock::time_point> deadline;
    if (timeout) {
        deadline = SteadyClock::now() + *timeout;
    }
    std::string bytes;
    std::size_t wanted = 4;
    std::array<char, 1 << 16> chunk;
    while (bytes.size() < wanted) {
        switch (awaitReadable(fd, deadline, stop)) {
        case Arrival::Stopped:
            return broken(ErrorKind::Interrupted, "it was asked to stop");
        case Arrival::Late:
            return broken(ErrorKind::Machine, "no answer came in time");
        case Arrival::Ready:
            break;
        }
        const ssize_t n = read(fd, chunk.data(), std::min(chunk.size(), wanted - bytes.size()));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            if (bytes.empty()) {
                return std::optional<std::string>{};
            }
            return broken(ErrorKind::Machine, "a message was cut short");
        }
        bytes.append(chunk.data(), static_cast<std::size_t>(n));
        if (bytes.size() == 4 && wanted == 4) {
            std::size_t length = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                length |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
            }
            if (length == 0 || length > kFrameCap) {
                return broken(ErrorKind::Machine, "a message has an impossible length");
            }
            wanted += length;
        }
    }
    return std::optional<std::string>(bytes.substr(4));
}

} // namespace espalier
