#include "core/evaluate/judge/checkedworker.h"

#include <cstring>
#include <ctime>
#include <utility>

namespace espalier {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kLoadTimeout{5000};
constexpr std::size_t kSpareAddressSpace = std::size_t{6}
                                           << 30; ///< for stacks, packing buffers, a vendor library's pools

void pause(Milliseconds time)
{
    const timespec length{time.count() / 1000, (time.count() % 1000) * 1'000'000};
    nanosleep(&length, nullptr);
}

} // namespace

void WorkBench::show(const InputPool& pool, const CheckedInputs& set) const
{
    const Layout& layout = pool.layout();
    for (std::size_t i = 0; i < layout.inputs.size(); ++i) {
        std::memcpy(inputs.data() + layout.inputs[i].offset, set.inputs.buffers().at(i), layout.inputs[i].bytes);
    }
}

Result<std::unique_ptr<CheckedWorker>> CheckedWorker::start(const WorkBench& bench,
                                                            std::shared_ptr<const MemoryFile> library)
{
    std::unique_ptr<CheckedWorker> worker(new CheckedWorker(bench, std::move(library)));
    auto outputs = Outputs::create(bench.outputBytes);
    if (!outputs) {
        return outputs.error();
    }
    worker->m_outputs = std::move(*outputs);
    auto process = WorkerProcess::start(
        {bench.worker, bench.bubblewrap, bench.filtersCalls, worker->m_library->fd(), bench.inputs.fd(),
         worker->m_outputs.fd(), kSpareAddressSpace + 2 * (bench.inputs.size() + bench.outputBytes), bench.threads});
    if (!process) {
        return process.error();
    }
    worker->m_process = std::move(*process);
    if (!worker->m_process->waitLoaded(kLoadTimeout) || !worker->m_process->freeze()) {
        worker->m_end = worker->m_process->end();
    }
    return worker;
}

bool CheckedWorker::fail(Verdict verdict, std::string reason)
{
    m_end = WorkerEnd{verdict, std::move(reason)};
    m_process.reset();
    return false;
}

std::optional<double> CheckedWorker::call(const InputPool& pool, const CheckedInputs& set, Milliseconds timeout)
{
    m_outputs.poison(pool.layout());
    m_lastUsage = {};
    const Schedule before = Schedule::of(m_process->pid());
    m_process->thaw();
    const double seconds = m_process->call(pool.layout().go(pool.oneCase().dims), timeout);
    if (seconds < 0 || !m_process->freeze()) {
        const WorkerEnd end = m_process->end();
        fail(end.verdict, end.reason);
        return std::nullopt;
    }
    const Schedule after = Schedule::of(m_process->pid());
    m_lastUsage = {seconds, processorSeconds(before, after, seconds), isDisturbed(before, after, seconds)};
    return check(pool, set) ? std::optional(seconds) : std::nullopt;
}

bool CheckedWorker::check(const InputPool& pool, const CheckedInputs& set)
{
    const Layout& layout = pool.layout();
    const Task& task = m_bench.task;
    if (const auto broken = m_outputs.brokenCanary(layout)) {
        return fail(Verdict::Wrong, *broken < 0 ? "it wrote before the start of output " + task.outputs.front().name
                                                : "it wrote past the end of output " +
                                                      task.outputs.at(static_cast<std::size_t>(*broken)).name);
    }
    for (std::size_t i = 0; i < layout.outputs.size(); ++i) {
        const auto mismatch =
            compareOutput(task.outputs[i], pool.oneCase().dims, m_outputs.data() + layout.outputs[i].offset,
                          set.expected.at(i), task.tolerance);
        if (!mismatch) {
            continue;
        }
        const double untouched = m_outputs.untouchedShare(layout);
        if (untouched > 0 && writesLater(layout)) {
            return fail(Verdict::Cheat, "it wrote to its outputs after it had returned");
        }
        const std::string left =
            untouched >= 1 ? "it left its outputs untouched; "
            : untouched > 0
                ? "it left " + std::to_string(static_cast<int>(untouched * 100 + 0.5)) + " % of its outputs untouched; "
                : "";
        return fail(Verdict::Wrong, left + mismatch->sentence);
    }
    return true;
}

bool CheckedWorker::writesLater(const Layout& layout)
{
    const std::uint64_t before = m_outputs.fingerprint(layout);
    m_process->thaw();
    for (int i = 0; i < 25; ++i) {
        pause(Milliseconds(i == 0 ? 2 : 10));
        if (m_outputs.fingerprint(layout) != before) {
            return true;
        }
        const ProcessHandle::Threads threads = m_process->threads();
        if (threads.all == 1 && threads.awake == 0) {
            return false; // its only thread waits for the next token
        }
    }
    return false;
}

bool CheckedWorker::settles(const InputPool& pool)
{
    constexpr double kStillWorking = 5e-3; // seconds of processor; a team of threads spins for 0.1 ms before it sleeps
    const std::uint64_t before = m_outputs.fingerprint(pool.layout());
    m_process->thaw();
    const double used = m_process->processorSeconds();
    bool working = false;
    // Usually over at the first look. On a busy machine a thread may wait for its turn: then neither sleep nor work
    // shows.
    for (int i = 0; i < 50 && !working; ++i) {
        pause(Milliseconds(1));
        if (m_process->threads().awake == 0) {
            break;
        }
        working = m_process->processorSeconds() - used > kStillWorking;
    }
    if (!m_process->freeze()) {
        const WorkerEnd end = m_process->end();
        return fail(end.verdict, end.reason);
    }
    if (m_outputs.fingerprint(pool.layout()) != before) {
        return fail(Verdict::Cheat, "it wrote to its outputs after it had returned");
    }
    return !working || fail(Verdict::Cheat, "it kept computing after it had returned");
}

} // namespace espalier
