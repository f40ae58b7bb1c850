#include "core/evaluate/judge/contender.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// What is said of a start that had begun before anybody waited for it.
constexpr SteadyClock::duration kInterpreterTakes = std::chrono::seconds(8);

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
    if (m_isBegun) {
        awaitLoaded();
        m_startTook = kInterpreterTakes;
        if (usable()) {
            return {};
        }
    }
    auto launched = launch();
    if (launched) {
        awaitLoaded();
    }
    return launched;
}

void Contender::beginRestart(const std::vector<Dims>& sizes)
{
    if (!m_isBegun && m_place.inParts()) {
        const auto begun = take(CheckedWorker::launchAhead(m_place, m_worker->library(), sizes), true);
        m_isBegun = static_cast<bool>(begun);
    }
}

Result<void> Contender::launch()
{
    return take(CheckedWorker::launch(m_place, m_worker->library()), false);
}

/// A new process in the place of the old one.
Result<void> Contender::take(Result<std::unique_ptr<CheckedWorker>> worker, bool isBegun)
{
    if (!worker) {
        return worker.error();
    }
    m_launched = SteadyClock::now();
    m_isBegun = isBegun;
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
    m_isBegun = false;
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
    for (const bool drawn : {true, false}) {
        std::vector<std::size_t> unseen;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (!seen[i] && pool.isDrawn(i) == drawn) {
                unseen.push_back(i);
            }
        }
        if (!unseen.empty()) {
            return unseen[m_rng.below(unseen.size())];
        }
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
    return seconds;
}

void Contender::beginBringingIn(const InputPool& pool)
{
    if (m_place.inParts() && usable()) {
        m_worker->beginBringingIn(pool);
    }
}

void Contender::awaitBroughtIn()
{
    if (m_place.inParts() && usable()) {
        m_worker->awaitBroughtIn(m_timeout);
    }
}

std::vector<double> Contender::measure(const InputPool& pool, const CheckedInputs& set)
{
    if (!usable() && !restart()) {
        return {};
    }
    return usable() ? m_worker->measure(pool, set, m_timeout) : std::vector<double>();
}

} // namespace espalier
