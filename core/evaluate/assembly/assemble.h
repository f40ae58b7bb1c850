#pragma once

#include "core/evaluate/assembly/assembly.h"
#include "core/evaluate/localevaluator.h"

#include <filesystem>
#include <stop_token>

namespace espalier {

struct AssembleOptions
{
    /// Where the workers are; empty: beside the running program.
    std::filesystem::path programs{};
    /// Where listings are kept, a file each; empty: in the cache folder. At most kKeptListings.
    std::filesystem::path cache{};
    SandboxConsent consent = SandboxConsent::Required;
};

inline constexpr std::size_t kKeptListings = 512;

/// Builds the candidate with its own options by the toolchain that evaluates it, in the build sandbox, and reads what
/// came out: x86 of a shared library by objdump; SASS of a cubin by nvdisasm, with the PTX the compiler made it of.
/// Nothing of the candidate runs. It is this machine's build: for another processor or by another compiler it may
/// differ from what was timed. Takes the time of a build, waits for other processes' timing, and 1 ms once kept.
/// Callable from any thread. Fails where the target's compiler says nothing to be read.
Result<Assembly> assemble(const Task& task, const std::string& target, const Candidate& candidate,
                          const AssembleOptions& options = {}, std::stop_token stop = {});

} // namespace espalier
