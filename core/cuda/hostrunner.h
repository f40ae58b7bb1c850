#pragma once

#include "core/cuda/cudarunner.h"
#include "core/cuda/sharedcalls.h"

namespace espalier {

/// Calls a candidate's host code (tier 2, core/cuda/hostentry.h) on the keeper's memory. The clock's events stand in
/// the stream that the code is given; before a call counts as over, all that this process has asked of the device has
/// ended, so work on a stream of the candidate's own is late by the judge's clock and not by this one.
///
/// The candidate shares the process with all of this and may change any of it. So nothing that comes from here decides
/// anything: the judge takes its own time and finds outputs, inputs and the device as they are
/// (core/evaluate/judge/keptcalls.cpp). One thread.
class HostRunner
{
public:
    using Entry = void (*)(const void* const* in, void* const* out, const std::int64_t* dims, void* stream);

    /// `calls` outlives it; `memory` is shared and its bytes are those of the device.
    HostRunner(SharedCalls& calls, Entry entry, const CudaRunner::Memory& memory)
        : m_calls(calls), m_entry(entry), m_memory(memory)
    {
    }

    /// Seconds by the device's events. Fails when the call lies outside of the memory and when the device refuses.
    Result<double> row(const CudaRunner::Call& call, const CudaRunner::Row& row);

private:
    SharedCalls& m_calls;
    Entry m_entry;
    CudaRunner::Memory m_memory;
};

} // namespace espalier
