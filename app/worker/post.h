#pragma once

#include "core/evaluate/judge/wire.h"

#include <cstddef>
#include <string>

namespace espalier {

/// A worker's side of core/evaluate/judge/wire.h: the memory it shares with the judge, the pipes and the signals whose
/// cause it leaves as a hint. One per process, used by its main thread.
namespace post {

/// Memory of the judge, between two guards that fault on touch.
struct Mapping
{
    unsigned char* begin = nullptr;
    std::size_t bytes = 0;

    bool holds(const void* address, std::size_t margin = 0) const;
};

/// Dies with the judge, closes what is not of the wire, goes first when memory runs out, and maps inputs (read-only),
/// outputs and the hint. False when they cannot be mapped.
bool take();
/// What the judge wants run, byte by byte; once.
std::string takeLibrary();
const Mapping& inputs();
const Mapping& outputs();

/// From here on SIGSYS, SIGSEGV and SIGBUS leave their hint before they kill.
void installHandlers();

/// Reads exactly that many bytes.
bool readAll(int fd, void* to, std::size_t bytes);

/// Waits for the next call; leaves the process when the judge is gone.
wire::Go nextCall();
void say(std::uint64_t nonce);
/// Why this process is about to leave.
void note(const char* text);
/// What a device took over the call; before say().
void sayDeviceTime(std::uint64_t nonce, double seconds);

} // namespace post
} // namespace espalier
