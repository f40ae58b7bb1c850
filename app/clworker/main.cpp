// espalier-clworker: runs one OpenCL candidate for the judge, as espalier-worker does for C++
// (core/evaluate/judge/wire.h).
//
//   --run BYTES FILTER     started by espalier-judge: maps inputs read-only and outputs, hands them to the driver as
//   they
//                          are, unpacks the compiled program, locks itself down, answers each Go with a Done
//   --confine FOLDER -- /proc/self/exe --serve-builds
//                          started by espalier: compiles what lies in folders of FOLDER, each under Landlock, runs
//                          nothing of it
//   --probe                says which device there is, one line each: platform, device, version

#include "app/clworker/buildserver.h"
#include "app/clworker/device.h"
#include "app/clworker/launcher.h"
#include "app/worker/confine.h"
#include "app/worker/post.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace {

using namespace espalier;

constexpr const char* kTemporary = "/tmp";

bool writeText(const char* path, const std::string& text)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool written = fd >= 0 && write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (fd >= 0) {
        close(fd);
    }
    return written;
}

/// The driver unpacks programs into files. They go into a /tmp of this process alone, in memory, which is gone when it
/// dies, however it dies. Inside bubblewrap (an unwritable root) /tmp is that already.
bool takeTemporaryFolder()
{
    struct statvfs root = {};
    if (statvfs("/", &root) == 0 && (root.f_flag & ST_RDONLY) != 0) {
        return access(kTemporary, W_OK) == 0;
    }
    const std::string user = std::to_string(getuid());
    const std::string group = std::to_string(getgid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET) != 0) {
        return false;
    }
    writeText("/proc/self/setgroups", "deny");
    return writeText("/proc/self/uid_map", user + " " + user + " 1") &&
           writeText("/proc/self/gid_map", group + " " + group + " 1") &&
           mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", kTemporary, "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=700") == 0;
}

int cannot(const Error& error)
{
    std::fprintf(stderr, "%s\n", error.sentence().c_str());
    return wire::kExitCannotLoad;
}

[[noreturn]] void serve(Launcher& launcher)
{
    for (;;) {
        const wire::Go go = post::nextCall();
        if (const auto ran = launcher.run(go); !ran) {
            _exit(cannot(ran.error()));
        }
        post::say(go.nonce);
    }
}

/// `filter`: "filter" where system calls can be filtered on this machine, else "-".
int runCandidate(const char* addressSpace, const std::string& filter)
{
    if (!post::take()) {
        return wire::kExitNoMemory;
    }
    if (!takeTemporaryFolder()) {
        return wire::kExitNoSandbox;
    }
    confineFiles(kTemporary); // before the driver starts its threads, which Landlock would not reach
    const auto program = DeviceProgram::fromBytes(post::takeLibrary());
    if (!program) {
        return cannot(program.error());
    }
    configureDriver(std::string(kTemporary) + "/cache");
    std::filesystem::create_directory(std::string(kTemporary) + "/cache");
    const auto device = Device::open();
    if (!device) {
        return cannot(device.error());
    }
    auto launcher = Launcher::load(*device, *program);
    if (!launcher) {
        return cannot(launcher.error());
    }
    // So far nothing of the candidate has run; the driver loads its code at the first call.
    post::installHandlers();
    if (!limitResources(std::strtoull(addressSpace, nullptr, 10)) || (!confineCalls() && filter == "filter")) {
        return wire::kExitNoSandbox;
    }
    post::say(wire::kLoaded);
    serve(*launcher);
}

int probe()
{
    const auto device = Device::open();
    if (!device) {
        std::printf("%s\n", device.error().sentence().c_str());
        return 1;
    }
    std::printf("%s\n%s\n%s\n", device->platform.c_str(), device->name.c_str(), device->version.c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "--run" && argc == 4) {
        return runCandidate(argv[2], argv[3]);
    }
    if (mode == "--confine" && argc >= 5 && std::strcmp(argv[3], "--") == 0) {
        return runConfined(argv[2], argv + 4);
    }
    if (mode == "--serve-builds") {
        return serveBuilds();
    }
    if (mode == "--probe") {
        return probe();
    }
    std::fputs("espalier-clworker is started by espalier and espalier-judge; use espalier.\n", stderr);
    return 2;
}
