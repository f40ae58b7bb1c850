#include "core/cuda/memorykeeper.h"

#include "core/base/slices.h"
#include "core/cuda/awakewait.h"
#include "core/cuda/keeperpacket.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <ctime>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace espalier {
namespace {

using keeper::Ask;

constexpr int kLooksAtStart = 9;
constexpr int kLooks = 5;
constexpr int kMostLate = 2; ///< of them; a turn of another process is over now and then just when it is looked at
constexpr double kLate = 3;  ///< times what a look takes at rest, and
constexpr double kLateBy = 200e-6;
constexpr long kBetween = 1'000'000;                      ///< nanoseconds from look to look
constexpr std::size_t kWorthwhile = std::size_t{4} << 20; ///< bytes

Error outOfOrder(const char* why)
{
    return {ErrorKind::Machine, "the keeper of the device's memory cannot follow the judge", why,
            "install Espalier anew, so that all its programs are of one version"};
}

void pause()
{
    const timespec length{0, kBetween};
    nanosleep(&length, nullptr);
}

std::byte* bytesOf(void* mapped)
{
    return mapped == MAP_FAILED ? nullptr : static_cast<std::byte*>(mapped);
}

/// The inputs are sealed, and can only be read.
std::byte* mapJudges(int fd, std::size_t bytes, bool& isReadOnly)
{
    std::byte* mapped = bytesOf(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
    isReadOnly = !mapped;
    return mapped ? mapped : bytesOf(mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd, 0));
}

std::byte* mapOwn(std::size_t bytes)
{
    return bytesOf(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
}

void unmap(std::byte* one, std::byte* other, std::size_t bytes)
{
    for (std::byte* begin : {one, other}) {
        if (begin) {
            munmap(begin, bytes);
        }
    }
}

keeper::Reply replyOf(const Result<void>& done)
{
    keeper::Reply reply{};
    reply.ok = done ? 1 : 0;
    if (!done) {
        const std::string why = done.error().sentence();
        why.copy(static_cast<char*>(reply.why), sizeof reply.why - 1);
    }
    return reply;
}

template <class T, class Take>
keeper::Reply replyWith(const Result<T>& value, Take take)
{
    keeper::Reply reply = replyOf(value ? Result<void>() : Result<void>(value.error()));
    if (value) {
        take(reply, *value);
    }
    return reply;
}

} // namespace

MemoryKeeper::~MemoryKeeper()
{
    for (Region& region : m_regions) {
        drop(region);
    }
}

void MemoryKeeper::drop(Region& region)
{
    if (region.address != 0) {
        m_calls.unshare(region.address, region.bytes);
        m_calls.unpin(region.memory);
        m_calls.unpin(region.seen);
        unmap(region.memory, region.seen, region.memoryBytes);
        region = {};
    }
}

Result<void> MemoryKeeper::start()
{
    std::vector<double> looks;
    for (int i = 0; i < kLooksAtStart; ++i) {
        pause();
        const auto look = m_calls.look();
        if (!look) {
            return look.error();
        }
        looks.push_back(*look);
    }
    std::ranges::sort(looks);
    m_atRest = looks[kLooksAtStart / 2];
    return {};
}

Result<std::uint32_t> MemoryKeeper::hold(std::uint64_t bytes, int fd, int& answerFd)
{
    struct stat info = {};
    if (fd < 0 || fstat(fd, &info) != 0 || info.st_size <= 0 || bytes == 0) {
        return outOfOrder("no memory came with the request");
    }
    Region region;
    bool isReadOnly = false;
    region.memoryBytes = static_cast<std::size_t>(info.st_size);
    region.bytes = bytes;
    region.memory = mapJudges(fd, region.memoryBytes, isReadOnly);
    region.seen = mapOwn(region.memoryBytes);
    if (!region.memory || !region.seen) {
        unmap(region.memory, region.seen, region.memoryBytes);
        return outOfOrder("the memory that came with the request cannot be mapped");
    }
    const auto shared = m_calls.share(bytes);
    if (!shared) {
        unmap(region.memory, region.seen, region.memoryBytes);
        return shared.error();
    }
    m_calls.pin(region.memory, region.memoryBytes, isReadOnly);
    m_calls.pin(region.seen, region.memoryBytes, false);
    region.address = shared->address;
    answerFd = shared->fd;
    m_regions.push_back(region);
    return static_cast<std::uint32_t>(m_regions.size() - 1);
}

/// The region that is asked about, with room for what is asked.
Result<MemoryKeeper::Region*> MemoryKeeper::regionOf(const keeper::Request& request)
{
    if (request.region >= m_regions.size() || m_regions[request.region].address == 0) {
        return outOfOrder("it asks for a region that there is not");
    }
    Region& region = m_regions[request.region];
    const std::uint64_t slots = std::uint64_t{request.slot} + request.slots;
    const bool fits = request.slots > 0 && request.bytes > 0 && request.bytes <= region.memoryBytes &&
                      request.stride >= request.bytes && slots <= region.bytes / request.stride;
    return fits ? Result<Region*>(&region) : Result<Region*>(outOfOrder("a slot lies outside of its region"));
}

Result<void> MemoryKeeper::spread(const keeper::Request& request)
{
    const auto region = regionOf(request);
    if (!region) {
        return region.error();
    }
    const CudaCalls::Address first = (*region)->address + request.slot * request.stride;
    auto done = m_calls.copyIn(first, (*region)->memory, request.bytes);
    for (std::uint32_t i = 1; done && i < request.slots; ++i) {
        done = m_calls.copyWithin(first + i * request.stride, first, request.bytes);
    }
    return done ? m_calls.waitForAll() : done;
}

Result<bool> MemoryKeeper::isSame(const keeper::Request& request)
{
    const auto region = regionOf(request);
    if (!region) {
        return region.error();
    }
    std::byte* seen = (*region)->seen;
    const auto done = m_calls.copyOut(seen, (*region)->address + request.slot * request.stride, request.bytes);
    if (!done) {
        return done.error();
    }
    std::atomic<bool> isSame{true};
    inSlices(request.bytes, piecesOf(request.bytes, kWorthwhile), [&](std::size_t begin, std::size_t end) {
        if (std::memcmp(seen + begin, (*region)->memory + begin, end - begin) != 0) {
            isSame = false;
        }
    });
    return isSame.load();
}

Result<bool> MemoryKeeper::rests()
{
    int late = 0;
    for (int i = 0; i < kLooks; ++i) {
        pause();
        const auto look = m_calls.look();
        if (!look) {
            return look.error();
        }
        late += *look > kLate * m_atRest + kLateBy ? 1 : 0;
    }
    return late <= kMostLate;
}

keeper::Reply MemoryKeeper::answer(const keeper::Request& request, int fd, int& answerFd)
{
    answerFd = -1;
    keeper::Reply reply{};
    const auto flag = [](keeper::Reply& to, bool value) { to.flag = value ? 1 : 0; };
    switch (request.ask) {
    case Ask::Hold:
        reply = replyWith(hold(request.bytes, fd, answerFd),
                          [](keeper::Reply& to, std::uint32_t number) { to.region = number; });
        break;
    case Ask::Drop:
        if (request.region < m_regions.size()) {
            drop(m_regions[request.region]);
        }
        reply = replyOf({});
        break;
    case Ask::Spread:
        reply = replyOf(spread(request));
        break;
    case Ask::Fetch: {
        const auto region = regionOf(request);
        reply = replyOf(region ? m_calls.copyOut((*region)->memory, (*region)->address + request.slot * request.stride,
                                                 request.bytes)
                               : Result<void>(region.error()));
        break;
    }
    case Ask::Compare:
        reply = replyWith(isSame(request), flag);
        break;
    case Ask::EmptyCache: {
        const auto emptied = m_calls.emptyCache();
        reply = replyOf(emptied ? m_calls.waitForAll() : emptied);
        break;
    }
    case Ask::Look:
        reply = replyWith(m_calls.look(), [](keeper::Reply& to, double seconds) { to.seconds = seconds; });
        break;
    case Ask::Rest:
        reply = replyWith(rests(), flag);
        break;
    default:
        reply = replyOf(outOfOrder("it asks for something unknown"));
    }
    if (fd >= 0) {
        close(fd);
    }
    return reply;
}

bool MemoryKeeper::serve(int socket)
{
    for (;;) {
        keeper::Request request{};
        int fd = -1;
        const ssize_t got = keeper::receivePacket(socket, &request, sizeof request, fd);
        if (got <= 0) {
            return got == 0;
        }
        int answerFd = -1;
        keeper::Reply reply{};
        if (got == static_cast<ssize_t>(sizeof request)) {
            reply = answer(request, fd, answerFd);
        } else {
            reply = replyOf(outOfOrder("a request has another size"));
            if (fd >= 0) {
                close(fd);
            }
        }
        const bool sent = keeper::sendPacket(socket, &reply, sizeof reply, answerFd);
        if (answerFd >= 0) {
            close(answerFd);
        }
        if (!sent) {
            return false;
        }
        if (request.ask == Ask::EmptyCache) {
            waitAwake(socket); // a row follows, and its end is asked for while the judge's clock runs
        }
    }
}

} // namespace espalier
