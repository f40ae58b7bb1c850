#include "core/evaluate/judge/spareworkers.h"

#include "core/evaluate/judge/checkedworker.h"

#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kSpareAddressSpace = std::size_t{6}
                                           << 30; ///< for stacks, packing buffers, a vendor library's pools

} // namespace

Result<StartedWorker> StartedWorker::start(const Workplace& place, int libraryFd)
{
    const WorkBench& bench = place.bench;
    auto outputs = Outputs::create(bench.outputBytes);
    if (!outputs) {
        return outputs.error();
    }
    WorkerProcess::Spec spec{place.kind.program,
                             bench.bubblewrap,
                             bench.filtersCalls,
                             libraryFd,
                             bench.inputs.fd(),
                             outputs->fd(),
                             kSpareAddressSpace + 2 * (bench.inputs.size() + bench.outputBytes),
                             bench.threads,
                             bench.checks.answers,
                             bench.device,
                             place.early(),
                             place.kind.interpreter};
    DeviceKeeper::Region region;
    if (place.kept) {
        auto held = place.kept->keeper->hold(outputs->fd(), place.kept->outputBytes);
        if (!held) {
            return held.error();
        }
        region = *std::move(held);
        spec.keptInputs = {place.kept->inputs.fd(), place.kept->inputs.bytes()};
        spec.keptOutputs = {region.fd(), region.bytes()};
    }
    auto process = WorkerProcess::start(spec);
    if (!process) {
        return process.error();
    }
    return StartedWorker{std::move(*outputs), std::move(*process), std::move(region)};
}

void SpareWorkers::refill()
{
    while (m_waiting.size() < m_wanted) {
        const std::size_t before = m_waiting.size();
        startOne();
        if (m_waiting.size() == before) {
            return;
        }
    }
}

void SpareWorkers::startOne()
{
    if (auto started = StartedWorker::start(m_place, -1)) { // else whoever needs one is told why
        m_waiting.push_back(std::move(*started));
    }
}

std::optional<StartedWorker> SpareWorkers::takeEarly()
{
    refill();
    if (m_waiting.empty()) {
        return std::nullopt;
    }
    StartedWorker oldest = std::move(m_waiting.front());
    m_waiting.pop_front();
    refill();
    return oldest;
}

std::optional<StartedWorker> SpareWorkers::take()
{
    while (!m_waiting.empty()) {
        StartedWorker oldest = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (oldest.process->waitReady(m_place.kind.patience.ready)) {
            refill(); // after a good one only: where every start fails, this would go on for ever
            return oldest;
        }
    }
    return std::nullopt;
}

void SpareWorkers::pause()
{
    for (StartedWorker& one : m_waiting) {
        one.process->pauseStart();
    }
}

void SpareWorkers::goOn()
{
    for (StartedWorker& one : m_waiting) {
        one.process->goOn();
    }
}

HeldStarts::HeldStarts(const std::vector<SpareWorkers*>& all) : m_all(all)
{
    for (SpareWorkers* spares : m_all) {
        spares->pause();
    }
}

HeldStarts::~HeldStarts()
{
    for (SpareWorkers* spares : m_all) {
        spares->goOn();
    }
}

} // namespace espalier
