#include "app/cuworker/keep.h"

#include "app/cuworker/driver.h"
#include "app/cuworker/nvrtc.h"
#include "core/cuda/memorykeeper.h"

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace espalier {
namespace {

/// With the kernel loaded by which it looks whether the device rests.
Result<std::unique_ptr<Driver>> openKeeper()
{
    auto driver = Driver::open();
    if (!driver) {
        return driver;
    }
    if (auto shares = (*driver)->canShare(); !shares) {
        return shares.error();
    }
    const auto compiler = Nvrtc::open();
    if (!compiler) {
        return compiler.error();
    }
    const auto compiled =
        compiler->compile("extern \"C\" __global__ void nothing() {}\n", (*driver)->architecture().name(), {});
    if (!compiled || compiled->cubin.empty()) {
        return Error{ErrorKind::Machine, "the GPU's memory cannot be kept", "NVRTC made no kernel for it",
                     "use a CUDA Toolkit that knows " + (*driver)->architecture().name()};
    }
    auto loaded = (*driver)->loadProgram(compiled->cubin);
    return loaded ? std::move(driver) : Result<std::unique_ptr<Driver>>(loaded.error());
}

bool tell(const Result<void>& state)
{
    keeper::Reply reply{};
    reply.ok = state ? 1 : 0;
    if (!state) {
        std::snprintf(reply.why, sizeof reply.why, "%s: %s", state.error().what.c_str(), state.error().why.c_str());
    }
    return send(keeper::kSocketFd, &reply, sizeof reply, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof reply);
}

} // namespace

int keepMemory()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close_range(keeper::kSocketFd + 1, ~0U, 0); // the judge's
    const auto driver = openKeeper();
    if (!driver) {
        tell(driver.error());
        return 1;
    }
    MemoryKeeper keeper(**driver);
    const auto started = keeper.start();
    return tell(started) && started && keeper.serve(keeper::kSocketFd) ? 0 : 1;
}

int probeSharing()
{
    const auto driver = Driver::open();
    const auto shares = driver ? (*driver)->canShare() : Result<void>(driver.error());
    const auto shared = shares ? (*driver)->share(std::size_t{1} << 20) : Result<SharedCalls::Shared>(shares.error());
    if (!shared) {
        std::printf("%s\n", shared.error().why.c_str());
        return 1;
    }
    close(shared->fd);
    return 0;
}

} // namespace espalier
