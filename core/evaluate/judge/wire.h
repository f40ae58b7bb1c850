#pragma once

// What the judge and a worker say to each other. Plain data over pipes and shared memory, no dependencies: the worker
// is a small C++ program that starts in a few milliseconds. Nothing here carries a verdict; whatever a worker writes is
// a claim the judge checks with its own eyes. A time comes from workers of a device alone, whose copies the judge's
// clock cannot leave out, and is held against that clock.

#include <cstdint>

namespace espalier::wire {

/// File descriptors a worker finds open when it starts. Everything else is closed.
inline constexpr int kGoFd = 3;      ///< pipe, read end: Go tokens
inline constexpr int kDoneFd = 4;    ///< pipe, write end: Done tokens
inline constexpr int kLibraryFd = 5; ///< sealed memfd: the candidate's library; of a device's worker, see kReady
inline constexpr int kInputFd = 6;   ///< memfd with F_SEAL_FUTURE_WRITE: mapped read-only
inline constexpr int kOutputFd = 7;  ///< memfd of this worker alone: mapped writable
inline constexpr int kHintFd = 8;    ///< memfd of one page: where the worker's signal handler leaves a Hint
/// Of a worker that computes in a keeper's memory of the device (core/cuda/memorykeeper.h), whose first Go says in its
/// strides how many bytes each has; of others closed.
inline constexpr int kDeviceInputFd = 9;
inline constexpr int kDeviceOutputFd = 10;
inline constexpr int kLastFd = kDeviceOutputFd;

inline constexpr unsigned kMaxTensors = 16; ///< inputs, and outputs, of one task
inline constexpr unsigned kMaxDims = 16;

/// Call the kernel once. Offsets are bytes into the input and the output mapping, multiples of 64. A device's worker
/// that is asked for repeats runs the launches so often one behind the other instead, on what the device holds, and
/// copies nothing: then the judge's clock and the device's see the same work. With strides each call's tensors lie so
/// many bytes behind those of the one before.
struct Go
{
    std::uint64_t nonce;
    std::uint32_t inputs;
    std::uint32_t outputs;
    std::uint32_t dims;
    std::uint32_t repeats; ///< 0: an ordinary call
    std::uint32_t phase;   ///< a Phase
    std::uint32_t unused;
    std::uint64_t inputOffset[kMaxTensors];
    std::uint64_t outputOffset[kMaxTensors];
    std::int64_t dim[kMaxDims];
    std::uint64_t inputStride;
    std::uint64_t outputStride;
};

/// An ordinary call of a worker that drives a device with a candidate's host code in its process is asked for in three
/// parts, one after the other with the same offsets and dims, so that the judge's clock sees the launches alone.
enum Phase : std::uint32_t {
    kWhole = 0,
    kBringIn = 1,   ///< copy the inputs to the device
    kLaunch = 2,    ///< run it
    kBringBack = 3, ///< look at what it returned and copy it back
    kWarmUp = 4,    ///< compile for the dims, on tensors of its own; nothing of the judge's is read
    /// As kWhole, with the last call's launches once more ahead of it, so that their instructions are in the device's
    /// caches. For workers in which nothing of a candidate runs but device code.
    kWholeWarm = 5,
};

/// For so long a worker in parts keeps its device busy before a launch that is timed, in which the candidate's own host
/// code gets ahead. A part of what the judge's clock sees.
inline constexpr double kHoldSeconds = 0.4e-3;

/// The kernel has returned. After loading the library the worker sends one Done with nonce kLoaded.
struct Done
{
    std::uint64_t nonce;
};

inline constexpr std::uint64_t kLoaded = 0x6c6f616465642121ULL;

/// What a device's worker answers as soon as it has opened the device, before there is a program for it: opening takes
/// most of its start, so a judge begins it ahead. At the first Go, whatever it says, the memfd holds the program.
inline constexpr std::uint64_t kReady = 0x7265616479212121ULL;

/// Exit codes of the worker's own code, for failures before the candidate runs. A candidate may leave with the same
/// code; that changes the wording of a rejection and nothing else.
inline constexpr int kExitCannotLoad = 101;
inline constexpr int kExitNoSandbox = 102;
inline constexpr int kExitNoMemory = 103;
inline constexpr int kExitDeviceFault = 104; ///< of a device's worker: the device stopped a kernel
inline constexpr int kExitNoDevice = 105;    ///< of a device's worker: it cannot open the device
/// Of a Python worker, each with a Note: what it does not take back from a candidate.
inline constexpr int kExitRaised = 106;
inline constexpr int kExitOtherOutput = 107; ///< another type, shape, stride or place than the task's
inline constexpr int kExitNoKernel = 108;    ///< it launched no kernel of the language it is written in
inline constexpr int kExitInputsChanged = 109;

/// Left by the worker's handler for SIGSYS and SIGSEGV. Written by the worker's process, therefore only ever used to
/// word a rejection that stands without it.
struct Hint
{
    std::int32_t signal;
    std::int32_t syscall; ///< SIGSYS: number of the refused system call
    std::uint64_t place;  ///< SIGSEGV: a Place
};

/// How long the device took over the launches of one call, between two events of the worker's own. Left in the hint's
/// page before the Done of the same nonce, by workers of device targets alone. Of tier 1 nothing of a candidate runs in
/// their process; of tier 3 it does, and a time is believed as far as the judge's clock bears it out.
struct DeviceTime
{
    std::uint64_t nonce;
    double seconds;
};

/// Why a worker left, for people, ended by a zero; data like all a worker writes. Empty: what it printed first says
/// why.
inline constexpr unsigned kNoteOffset = 1024; ///< bytes into the hint's page
inline constexpr unsigned kNoteBytes = 512;

inline constexpr unsigned kDeviceTimeOffset = 2048; ///< bytes into the hint's page

enum Place : std::uint64_t { kElsewhere = 0, kInInputs = 1, kAroundOutputs = 2 };

} // namespace espalier::wire
