#pragma once

#include "core/cuda/hostrunner.h"

#include <cstddef>
#include <string>

namespace espalier {

/// Whether what the judge handed over is a shared library (tier 2) and not a device program.
bool isHostCode(const std::string& bytes);

/// Bytes that only this process can write: what the driver reserves of addresses, terabytes, says nothing. To be asked
/// before files are confined.
std::size_t dataInUse();

/// Limits what only this process can write to `most` bytes, and loads the candidate's library,
/// whose constructors are its first code here. The confinement of files must hold already; there is no filter of system
/// calls, because the driver needs most of them (ioctl, mmap of devices, threads).
Result<HostRunner::Entry> loadHostCode(const std::string& bytes, std::size_t most);

} // namespace espalier
