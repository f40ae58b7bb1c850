#include "core/evaluate/judge/contender.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

} // namespace

Result<std::unique_ptr<Contender>> Contender::start(const Workplace& place, std::shared_ptr<const MemoryFile> library)
{
    auto worker = CheckedWorker::start(place, std::move(library));
    if (!worker) {
        return worker.error();
    }
    return std::unique_ptr<Contender>(new Contender(place, std::move(*worker)));
}

Result<void> Contender::restart()
{
    auto launched = launch();
    if (launched) {
        awaitLoaded();
    }
    return launched;
}

Result<void> Contender::launch()
{
    auto worker = CheckedWorker::launch(m_place, m_worker->library());
    if (!worker) {
        return worker.error();
    }
    m_launched = SteadyClock::now();
    m_worker = std::move(*worker);
    m_seen.clear();
    if (m_believed) {
        m_worker->believeClock();
    }
    return {};
}

void Contender::awaitLoaded()
{
    m_worker->awaitLoaded();
    m_began = SteadyClock::now();
    m_startTook = m_began - m_launched;
}

void Contender::believeClock()
{
    m_believed = true;
    m_worker->believeClock();
}

bool Contender::hasFreshSet(const InputPool& pool) const
{
    const auto seen = m_seen.find(&pool);
    return !m_place.bench.checks.freshInputs || !m_place.bench.checks.newProcess || seen == m_seen.end() ||
           std::count(seen->second.begin(), seen->second.end(), true) < static_cast<std::ptrdiff_t>(pool.capacity());
}

std::size_t Contender::freshSet(InputPool& pool)
{
    if (!m_place.bench.checks.freshInputs) {
        return 0;
    }
    std::vector<bool>& seen = m_seen[&pool];
    seen.resize(pool.capacity());
    std::vector<std::size_t> unseen;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!seen[i]) {
            unseen.push_back(i);
        }
    }
    if (!unseen.empty()) {
        return unseen[m_rng.below(unseen.size())];
    }
    if (m_place.bench.checks.newProcess && usable() && !restart()) {
        return 0; // no worker: the next call says so
    }
    return m_rng.below(pool.capacity());
}

bool Contender::noteSeen(const InputPool& pool, std::size_t set)
{
    std::vector<bool>& seen = m_seen[&pool];
    seen.resize(pool.capacity());
    const bool before = std::find(seen.begin(), seen.end(), true) != seen.end();
    seen[set] = true;
    m_isFirstCall = !before;
    return before;
}

std::optional<double> Contender::call(const InputPool& pool, const CheckedInputs& set)
{
    const auto seconds = usable() ? m_worker->call(pool, set, m_timeout) : std::nullopt;
    m_usage += m_worker->lastUsage();
    return seconds;
}

std::optional<double> Contender::run(const InputPool& pool)
{
    const auto start = SteadyClock::now();
    const auto seconds = usable() ? m_worker->run(pool, m_timeout) : std::nullopt;
    if (std::exchange(m_isFirstCall, false)) {
        m_began = SteadyClock::now();
        m_startTook += m_began - start;
    }
    m_usage += m_worker->lastUsage();
    if (const auto time = m_worker->takeKeptTime()) {
        m_keptTimes.push_back(*time);
    }
    return seconds;
}

std::vector<double> Contender::measure(const InputPool& pool, const CheckedInputs& set)
{
    if (!usable() && !restart()) {
        return {};
    }
    return usable() ? m_worker->measure(pool, set, m_timeout) : std::vector<double>();
}

} // namespace espalier
