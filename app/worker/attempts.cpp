#include "app/worker/attempts.h"

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace espalier {
namespace {

bool readPath(const char* path)
{
    return open(path, O_RDONLY | O_CLOEXEC) >= 0;
}

bool writePath(const char* path)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd >= 0 && unlink(path) == 0;
}

bool connectTo(const char* port)
{
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(std::atoi(port)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return fd >= 0 && connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool touch(std::size_t bytes)
{
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return false;
    }
    std::memset(memory, 1, bytes);
    return true;
}

/// A process of ours that ends with us. -1: refused.
pid_t child()
{
    const pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    return pid;
}

/// Long enough for a limit that is looked at now and then.
bool lives()
{
    sleep(1);
    return true;
}

bool shareMemory(std::size_t bytes)
{
    int used[2];
    if (pipe2(used, O_CLOEXEC) != 0) {
        return false;
    }
    for (int i = 0; i < 4; ++i) {
        const pid_t pid = child();
        if (pid == 0) {
            const char done = touch(bytes / 4) ? 1 : 0;
            [[maybe_unused]] const ssize_t written = write(used[1], &done, 1);
            pause();
            _exit(0);
        }
        if (pid < 0) {
            return false;
        }
    }
    for (int i = 0; i < 4; ++i) {
        char done = 0;
        if (read(used[0], &done, 1) != 1 || done == 0) {
            return false;
        }
    }
    return lives();
}

bool startProcesses(const char* count)
{
    for (int i = 0; i < std::atoi(count); ++i) {
        const pid_t pid = child();
        if (pid == 0) {
            pause();
            _exit(0);
        }
        if (pid < 0) {
            return false;
        }
    }
    return lives();
}

} // namespace

int attempt(const char* what, const char* argument)
{
    [[maybe_unused]] ssize_t written = write(STDOUT_FILENO, "trying\n", 7);
    const bool worked = std::strcmp(what, "nothing") == 0     ? true
                        : std::strcmp(what, "read") == 0      ? readPath(argument)
                        : std::strcmp(what, "write") == 0     ? writePath(argument)
                        : std::strcmp(what, "connect") == 0   ? connectTo(argument)
                        : std::strcmp(what, "signal") == 0    ? kill(std::atoi(argument), 0) == 0
                        : std::strcmp(what, "memory") == 0    ? touch(std::strtoull(argument, nullptr, 10) << 20)
                        : std::strcmp(what, "memories") == 0  ? shareMemory(std::strtoull(argument, nullptr, 10) << 20)
                        : std::strcmp(what, "processes") == 0 ? startProcesses(argument)
                                                              : true;
    if (!worked) {
        const char* why = std::strerror(errno);
        written = write(STDOUT_FILENO, why, std::strlen(why));
    }
    _exit(worked ? 0 : 1);
}

} // namespace espalier
