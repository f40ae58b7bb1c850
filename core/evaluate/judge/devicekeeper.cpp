#include "core/evaluate/judge/devicekeeper.h"

#include "core/cuda/awakewait.h"
#include "core/cuda/keeperpacket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

using keeper::Ask;

constexpr int kAbove = 64;      ///< descriptors are moved there first, out of the child's way
constexpr int kWaitMs = 30'000; ///< drivers of several GPUs take seconds to open the first

Error lost(const char* why)
{
    return {ErrorKind::Machine, "the process that keeps the GPU's memory was lost", why, "evaluate it again"};
}

keeper::Request requestOf(Ask ask, std::uint32_t region, const DeviceKeeper::Slots& slots)
{
    return {ask, region, slots.bytes, slots.stride, slots.first, slots.count};
}

/// Whether there is something to read within kWaitMs, whatever signals come.
bool comesInTime(int socket)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(kWaitMs);
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        pollfd wait{socket, POLLIN, 0};
        const int ready = poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready >= 0 || errno != EINTR) {
            return ready > 0;
        }
    }
}

} // namespace

DeviceKeeper::Region::~Region()
{
    if (m_keeper && m_keeper->m_socket >= 0) {
        [[maybe_unused]] const auto dropped = m_keeper->ask({Ask::Drop, m_number, 0, 0, 0, 0});
    }
    if (m_fd >= 0) {
        close(m_fd);
    }
}

void DeviceKeeper::Region::swap(Region& other) noexcept
{
    std::swap(m_keeper, other.m_keeper);
    std::swap(m_number, other.m_number);
    std::swap(m_fd, other.m_fd);
    std::swap(m_bytes, other.m_bytes);
}

Result<std::unique_ptr<DeviceKeeper>> DeviceKeeper::start(const std::filesystem::path& program)
{
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return lost(std::strerror(errno));
    }
    const int theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, kAbove);
    close(ends[1]);
    std::unique_ptr<DeviceKeeper> keeper(new DeviceKeeper);
    keeper->m_socket = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, keeper::kSocketFd);
    std::string name = program.string();
    std::string mode = "--keep";
    std::array<char*, 3> words{name.data(), mode.data(), nullptr};
    const int failed = posix_spawn(&keeper->m_process, name.c_str(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(theirs);
    if (failed != 0) {
        keeper->m_process = -1;
        return lost(std::strerror(failed));
    }
    const auto ready = keeper->receive(nullptr);
    if (!ready) {
        return ready.error();
    }
    return keeper;
}

DeviceKeeper::~DeviceKeeper()
{
    end();
}

void DeviceKeeper::end()
{
    if (m_socket >= 0) {
        close(m_socket);
    }
    m_socket = -1;
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    m_process = -1;
}

Result<keeper::Reply> DeviceKeeper::receive(int* answerFd)
{
    const bool came = comesInTime(m_socket);
    keeper::Reply reply{};
    int fd = -1;
    if (!came || keeper::receivePacket(m_socket, &reply, sizeof reply, fd) != static_cast<ssize_t>(sizeof reply)) {
        if (fd >= 0) {
            close(fd);
        }
        end();
        return lost(came ? "it ended" : "it did not answer");
    }
    if (answerFd) {
        *answerFd = fd;
    } else if (fd >= 0) {
        close(fd);
    }
    reply.why[sizeof reply.why - 1] = 0;
    if (reply.ok != 1) {
        return Error{ErrorKind::Machine, "the keeper of the GPU's memory refused", static_cast<const char*>(reply.why),
                     "see espalier doctor"};
    }
    return reply;
}

Result<keeper::Reply> DeviceKeeper::ask(const keeper::Request& request, int fd, int* answerFd)
{
    if (m_socket < 0) {
        return lost("it ended before");
    }
    if (!keeper::sendPacket(m_socket, &request, sizeof request, fd)) {
        end();
        return lost("it ended");
    }
    if (request.ask == Ask::Look) {
        waitAwake(m_socket); // the judge's clock runs
    }
    return receive(answerFd);
}

Result<DeviceKeeper::Region> DeviceKeeper::hold(int memory, std::size_t bytes)
{
    Region region;
    const auto reply = ask({Ask::Hold, 0, bytes, 0, 0, 0}, memory, &region.m_fd);
    if (!reply) {
        return reply.error();
    }
    if (region.m_fd < 0) {
        end();
        return lost("its memory did not come with the answer");
    }
    region.m_keeper = this;
    region.m_number = reply->region;
    region.m_bytes = bytes;
    return region;
}

Result<void> DeviceKeeper::askOnly(const keeper::Request& request)
{
    const auto reply = ask(request);
    return reply ? Result<void>() : Result<void>(reply.error());
}

Result<void> DeviceKeeper::spread(const Region& region, const Slots& slots)
{
    return askOnly(requestOf(Ask::Spread, region.m_number, slots));
}

Result<void> DeviceKeeper::fetch(const Region& region, const Slots& slots)
{
    return askOnly(requestOf(Ask::Fetch, region.m_number, {slots.bytes, slots.stride, slots.first, 1}));
}

Result<bool> DeviceKeeper::isSame(const Region& region, const Slots& slots)
{
    const auto reply = ask(requestOf(Ask::Compare, region.m_number, {slots.bytes, slots.stride, slots.first, 1}));
    return reply ? Result<bool>(reply->flag == 1) : Result<bool>(reply.error());
}

Result<void> DeviceKeeper::emptyCache()
{
    return askOnly({Ask::EmptyCache, 0, 0, 0, 0, 0});
}

Result<void> DeviceKeeper::look()
{
    return askOnly({Ask::Look, 0, 0, 0, 0, 0});
}

Result<bool> DeviceKeeper::rests()
{
    const auto reply = ask({Ask::Rest, 0, 0, 0, 0, 0});
    return reply ? Result<bool>(reply->flag == 1) : Result<bool>(reply.error());
}

} // namespace espalier
