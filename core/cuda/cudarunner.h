#pragma once

#include "core/cuda/cubin.h"
#include "core/cuda/cudacalls.h"
#include "core/opencl/deviceprogram.h"
#include "core/opencl/launchplan.h"

#include <memory>
#include <vector>

namespace espalier {

/// Runs a candidate's launches on copies of the judge's memory in the device. For each call, in this order:
///
///  1. where the code shall be warm, the launches of the call before come once more, on what it left, if its sizes were
///     the same and it was short;
///  2. the inputs with the poison between them, and the outputs as the judge left them (poison in them, canaries round
///     them), are copied to the device, to addresses that keep their distances and their alignment of 64 bytes;
///  3. the second-level cache is emptied;
///  4. the clock starts, the launches follow one another, the clock stops when all has ended;
///  5. outputs and canaries are copied back to where the judge compares them.
///
/// All of it is our code: a candidate of this tier is device code, which can neither reach the events nor choose a
/// stream. So work on another stream, work after the end, changed clocks, replayed graphs and cached handles have no
/// place to happen; a kernel that does nothing, writes a part, keeps old answers or writes past an end of an output is
/// found by poison, canaries and fresh inputs as on the processor. What a kernel does to the inputs is gone at the next
/// call, and the judge compares with answers of its own.
///
/// Left open: the device has no guard pages, so a read far past a tensor may hit other memory of this process, which
/// holds no expected output but holds this kernel's own scratch buffers; and scratch buffers and __device__ variables
/// outlive a call, which helps a kernel only with data that depends on the sizes alone. One thread.
class CudaRunner
{
public:
    /// The judge's memory, as it is mapped in this process; outlives the runner. Where a keeper shares its memory of
    /// the device (core/cuda/memorykeeper.h), the two addresses are there, the bytes are those of the device, and row()
    /// computes in it with nothing copied.
    struct Memory
    {
        const std::byte* inputs = nullptr;
        std::size_t inputBytes = 0;
        std::byte* outputs = nullptr;
        std::size_t outputBytes = 0;
        CudaCalls::Address sharedInputs = 0;
        CudaCalls::Address sharedOutputs = 0;
    };

    /// Where the tensors of a call lie in that memory, in bytes, and its sizes in the order of the task's dims.
    struct Call
    {
        std::vector<std::size_t> inputs;
        std::vector<std::size_t> outputs;
        std::vector<std::int64_t> dims;
    };

    /// Calls that follow one another, each so many bytes behind the one before.
    struct Row
    {
        unsigned calls = 1;
        std::size_t inputStride = 0;
        std::size_t outputStride = 0;
    };

    /// `calls` outlives it. `kernels` are those of the program's binary.
    static Result<CudaRunner> load(CudaCalls& calls, const DeviceProgram& program,
                                   const std::vector<CubinKernel>& kernels, const Memory& memory);

    /// Bytes of the judge's memory.
    struct Span
    {
        std::size_t begin = 0;
        std::size_t bytes = 0;
    };

    /// How a call finds the device's caches of instructions. As found, they are empty where another process was at work
    /// before: then a kernel's code comes from the memory, which took 4 to 13 µs of a call with 110 to 155 KiB of it on
    /// an H200. In use the same kernel comes thousands of times.
    enum class Code { AsFound, Warm };

    /// Seconds that the device took. Fails when the call does not fit the task or the memory, and when the device
    /// refuses or stops a kernel.
    Result<double> run(const Call& call, Code code = Code::AsFound);

    /// Seconds that the device took for so many calls in a row on what it holds of the last run(), with nothing copied
    /// and no cache emptied: for holding its clock against another.
    Result<double> repeat(const Call& call, unsigned times) { return row(call, {times, 0, 0}); }

    /// The same for calls on different places, `call` being the first.
    Result<double> row(const Call& call, const Row& row);

private:
    /// One size of the task: what is launched, and the buffers of its own.
    struct Prepared
    {
        Dims dims;
        LaunchPlan plan;
        std::vector<CudaCalls::Address> scratch;
    };

    /// A call that fits the task and the memory.
    struct Placed
    {
        const Prepared* prepared = nullptr;
        Span inputs;
        Span outputs;
    };

    CudaRunner(CudaCalls& calls, const Memory& memory) : m_calls(&calls), m_memory(memory) {}

    Result<Prepared*> prepare(const Dims& dims);
    CudaLaunch launchOf(const LaunchPlan::Launch& launch, const Prepared& prepared, const Call& call) const;
    Result<Placed> place(const Call& call);
    Result<void> fetchInstructions(const Placed& placed);
    Result<double> timed(const Prepared& prepared, const Call& call, const Row& row);

    CudaCalls* m_calls;
    Memory m_memory;
    KernelSignature m_signature;
    Manifest m_manifest;
    std::vector<CubinKernel> m_kernels;
    CudaCalls::Address m_inputs = 0;  ///< where the start of the judge's input memory would lie
    CudaCalls::Address m_outputs = 0; ///< and of its output memory
    std::vector<std::unique_ptr<Prepared>> m_prepared;
    const Prepared* m_lastPrepared = nullptr; ///< of the last run() that ended well; none before
    Call m_lastCall;
    double m_lastSeconds = 0;
};

} // namespace espalier
