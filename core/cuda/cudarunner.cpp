#include "core/cuda/cudarunner.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

using Kind = Manifest::Argument::Kind;

/// As far as the judge's canaries and its poison reach round the tensors.
constexpr std::size_t kMargin = 4096;

/// Of longer calls the instructions are less than a hundredth: 155 KiB of them took 13 µs on an H200.
constexpr double kShort = 2e-3; // seconds

Error noSuchCall(const char* why)
{
    return {ErrorKind::Machine, "the worker cannot follow the judge", why,
            "install Espalier anew, so that all its programs are of one version"};
}

CudaRunner::Call movedBy(CudaRunner::Call call, std::size_t inputs, std::size_t outputs)
{
    for (std::size_t& offset : call.inputs) {
        offset += inputs;
    }
    for (std::size_t& offset : call.outputs) {
        offset += outputs;
    }
    return call;
}

/// The tensors with the margins round them, as far as there is memory.
Result<CudaRunner::Span> spanOf(const std::vector<Tensor>& tensors, const std::vector<std::size_t>& offsets,
                                const Dims& dims, std::size_t memory)
{
    if (tensors.size() != offsets.size() || tensors.empty()) {
        return noSuchCall("it names other tensors than the task has");
    }
    std::size_t begin = memory;
    std::size_t end = 0;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const std::size_t bytes = tensors[i].bytes(dims);
        if (offsets[i] > memory || bytes > memory - offsets[i]) {
            return noSuchCall("a tensor lies outside of the memory that is shared");
        }
        begin = std::min(begin, offsets[i]);
        end = std::max(end, offsets[i] + bytes);
    }
    begin -= std::min(begin, kMargin);
    end += std::min(memory - end, kMargin);
    return CudaRunner::Span{begin, end - begin};
}

} // namespace

Result<CudaRunner> CudaRunner::load(CudaCalls& calls, const DeviceProgram& program,
                                    const std::vector<CubinKernel>& kernels, const Memory& memory)
{
    auto manifest = Manifest::parse(program.head, program.signature);
    if (!manifest) {
        return manifest.error();
    }
    CudaRunner runner(calls, memory);
    for (const Manifest::Launch& launch : manifest->launches) {
        if (const auto kernel = findKernel(kernels, launch.kernel); !kernel) {
            return kernel.error();
        }
    }
    const bool shared = memory.sharedInputs != 0;
    using Address = CudaCalls::Address;
    const auto inputs = shared ? Result<Address>(memory.sharedInputs) : calls.allocate(memory.inputBytes);
    const auto outputs = !inputs  ? inputs
                         : shared ? Result<Address>(memory.sharedOutputs)
                                  : calls.allocate(memory.outputBytes);
    if (!outputs) {
        return outputs.error();
    }
    runner.m_inputs = *inputs;
    runner.m_outputs = *outputs;
    runner.m_signature = program.signature;
    runner.m_manifest = *std::move(manifest);
    runner.m_kernels = kernels;
    return runner;
}

Result<CudaRunner::Prepared*> CudaRunner::prepare(const Dims& dims)
{
    const auto found = std::ranges::find_if(m_prepared, [&](const auto& prepared) { return prepared->dims == dims; });
    if (found != m_prepared.end()) {
        return found->get();
    }
    auto plan = LaunchPlan::of(m_manifest, dims);
    if (!plan) {
        return plan.error();
    }
    auto prepared = std::make_unique<Prepared>(Prepared{dims, *std::move(plan), {}});
    for (const std::size_t bytes : prepared->plan.scratchBytes) {
        const auto buffer = m_calls->allocate(bytes);
        if (!buffer) {
            return buffer.error();
        }
        prepared->scratch.push_back(*buffer);
    }
    m_prepared.push_back(std::move(prepared));
    return m_prepared.back().get();
}

CudaLaunch CudaRunner::launchOf(const LaunchPlan::Launch& launch, const Prepared& prepared, const Call& call) const
{
    CudaLaunch made;
    made.symbol = findKernel(m_kernels, launch.kernel)->symbol; // load() has looked
    for (std::size_t axis = 0; axis < launch.global.size(); ++axis) {
        made.grid.at(axis) = static_cast<unsigned>(launch.global.at(axis) / launch.local.at(axis));
        made.block.at(axis) = static_cast<unsigned>(launch.local.at(axis));
    }
    made.sharedBytes = static_cast<unsigned>(launch.localBytes);
    for (const LaunchPlan::Argument& argument : launch.arguments) {
        switch (argument.kind) {
        case Kind::Input:
            made.arguments.push_back(m_inputs + call.inputs.at(argument.index));
            break;
        case Kind::Output:
            made.arguments.push_back(m_outputs + call.outputs.at(argument.index));
            break;
        case Kind::Scratch:
            made.arguments.push_back(prepared.scratch.at(argument.index));
            break;
        case Kind::Dim:
            made.arguments.push_back(static_cast<std::uint64_t>(call.dims.at(argument.index)));
            break;
        case Kind::Local:
            break; // in sharedBytes
        }
    }
    return made;
}

Result<double> CudaRunner::timed(const Prepared& prepared, const Call& call, const Row& row)
{
    const bool moves = row.inputStride > 0 || row.outputStride > 0;
    std::vector<CudaLaunch> launches; // of all calls, or of the one that comes again and again
    for (std::size_t n = 0; n < (moves ? row.calls : 1); ++n) {
        const Call moved = movedBy(call, n * row.inputStride, n * row.outputStride);
        for (const LaunchPlan::Launch& launch : prepared.plan.launches) {
            launches.push_back(launchOf(launch, prepared, moved));
        }
    }
    if (auto started = m_calls->startClock(); !started) {
        return started.error();
    }
    for (unsigned i = 0; i < (moves ? 1 : row.calls); ++i) {
        for (const CudaLaunch& launch : launches) {
            if (auto launched = m_calls->launch(launch); !launched) {
                return launched.error();
            }
        }
    }
    return m_calls->stopClock();
}

/// What the launches of the last call need lies where it lay then: nothing has been copied since.
Result<void> CudaRunner::fetchInstructions(const Placed& placed)
{
    if (placed.prepared != m_lastPrepared || m_lastSeconds > kShort) {
        return {};
    }
    for (const LaunchPlan::Launch& launch : placed.prepared->plan.launches) {
        if (auto launched = m_calls->launch(launchOf(launch, *placed.prepared, m_lastCall)); !launched) {
            return launched;
        }
    }
    return {};
}

Result<CudaRunner::Placed> CudaRunner::place(const Call& call)
{
    if (call.dims.size() != m_signature.dims.size()) {
        return noSuchCall("it names other dims than the task has");
    }
    Dims dims;
    for (std::size_t i = 0; i < call.dims.size(); ++i) {
        dims.emplace_back(m_signature.dims[i], call.dims[i]);
    }
    const auto inputs = spanOf(m_signature.inputs, call.inputs, dims, m_memory.inputBytes);
    const auto outputs = spanOf(m_signature.outputs, call.outputs, dims, m_memory.outputBytes);
    if (!inputs || !outputs) {
        return inputs ? outputs.error() : inputs.error();
    }
    const auto prepared = prepare(dims);
    return prepared ? Result<Placed>(Placed{*prepared, *inputs, *outputs}) : Result<Placed>(prepared.error());
}

Result<double> CudaRunner::run(const Call& call, Code code)
{
    const auto placed = place(call);
    if (!placed) {
        return placed.error();
    }
    const Span& inputs = placed->inputs;
    const Span& outputs = placed->outputs;
    auto done = code == Code::Warm ? fetchInstructions(*placed) : Result<void>();
    if (done) {
        done = m_calls->copyIn(m_inputs + inputs.begin, m_memory.inputs + inputs.begin, inputs.bytes);
    }
    if (done) {
        done = m_calls->copyIn(m_outputs + outputs.begin, m_memory.outputs + outputs.begin, outputs.bytes);
    }
    if (done) {
        done = m_calls->emptyCache();
    }
    auto seconds = done ? timed(*placed->prepared, call, {}) : Result<double>(done.error());
    if (!seconds) {
        return seconds;
    }
    m_lastPrepared = placed->prepared;
    m_lastCall = call;
    m_lastSeconds = *seconds;
    const auto back = m_calls->copyOut(m_memory.outputs + outputs.begin, m_outputs + outputs.begin, outputs.bytes);
    return back ? seconds : Result<double>(back.error());
}

Result<double> CudaRunner::row(const Call& call, const Row& row)
{
    // What lies in the memory at both ends lies there between them.
    const std::size_t last = row.calls > 0 ? row.calls - 1 : 0;
    const auto end = place(movedBy(call, last * row.inputStride, last * row.outputStride));
    const auto placed = end ? place(call) : end;
    return placed ? timed(*placed->prepared, call, row) : Result<double>(placed.error());
}

} // namespace espalier
