#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace espalier {

// glibc 2.36 declares these without extern "C", so the system is called directly.

/// A descriptor of the process, close-on-exec, readable once it has ended; -1 with errno when there is none.
inline int openPidfd(pid_t pid)
{
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0U));
}

inline bool signalPidfd(int fd, int signal)
{
    return syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0U) == 0;
}

} // namespace espalier
