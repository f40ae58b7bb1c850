#include "app/cli/interrupt.h"

#include <array>
#include <atomic>
#include <csignal>
#include <unistd.h>

namespace espalier::cli {
namespace {

// A signal handler reaches only statics; the pipe wakes the waiting thread (self-pipe trick).
std::array<int, 2> pipeEnds{-1, -1};
std::atomic<bool> signalled{false};

void onSignal(int number)
{
    if (signalled.exchange(true)) {
        std::signal(number, SIG_DFL);
        std::raise(number);
        return;
    }
    const char byte = 1;
    [[maybe_unused]] const ssize_t n = write(pipeEnds[1], &byte, 1);
}

} // namespace

Interrupt::Interrupt(std::function<void()> stop)
{
    signalled = false;
    if (pipe(pipeEnds.data()) != 0) {
        return;
    }
    m_waiter = std::jthread([stop = std::move(stop), end = pipeEnds[0]] {
        char byte = 0;
        if (read(end, &byte, 1) == 1 && byte == 1) {
            stop();
        }
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const char byte = 0;
    [[maybe_unused]] const ssize_t n = write(pipeEnds[1], &byte, 1);
    if (m_waiter.joinable()) {
        m_waiter.join();
    }
    close(pipeEnds[0]);
    close(pipeEnds[1]);
    pipeEnds = {-1, -1};
}

bool Interrupt::caught() const
{
    return signalled;
}

} // namespace espalier::cli
