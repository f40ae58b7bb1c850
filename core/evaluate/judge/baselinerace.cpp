// The part of Judge that runs once, when it opens: which baseline is the one to beat.

#include "core/base/slices.h"
#include "core/evaluate/judge/judge.h"

#include <algorithm>
#include <numeric>

namespace espalier {
namespace {

constexpr int kRounds = 15;
constexpr int kFewestRounds = 3;
constexpr double kSecondsPerCase = 1.5;

} // namespace

/// A GPU's cases are large, and parts of a drawing are one processor's work: the first sets of a case are drawn
/// together; the others come when they are wanted, which is seldom.
void Judge::drawAtOnce()
{
    for (const auto& pool : m_timed) {
        inSlices(InputPool::kFewest, InputPool::kFewest, [&](std::size_t from, std::size_t to) {
            for (std::size_t index = from; index < to; ++index) {
                pool->set(index);
            }
        });
    }
}

/// A device's workers, above all those with an interpreter, take seconds to start; meanwhile inputs are drawn.
void Judge::startAllAtOnce(const OpenRequest& request)
{
    for (const OpenRequest::Baseline& baseline : request.baselines) {
        if (SpareWorkers* spares = placeOf(baseline).spares) {
            spares->startOne();
        }
    }
}

Result<void> Judge::race(const OpenRequest& request)
{
    if (m_bench->device) {
        startAllAtOnce(request);
        drawAtOnce();
    }
    std::vector<Racer> racers;
    for (const OpenRequest::Baseline& baseline : request.baselines) {
        auto racer = enter(baseline);
        if (!racer) {
            return racer.error();
        }
        racers.push_back(std::move(*racer));
        if (racers.size() == 1) {
            calibrate(*racers.front().contender);
        }
    }
    {
        const TimingTurn turn(*m_bench);
        for (std::size_t i = 0; i < m_timed.size(); ++i) {
            raceCase(racers, i);
        }
    }
    const auto chosen = choose(racers);
    racers.clear();
    std::erase_if(m_places, [&](const auto& place) {
        return place != m_places.front() && !(m_baseline && m_baseline->runsAt(place->workplace));
    });
    notePlaces();
    return chosen;
}

Workplace& Judge::placeOf(const OpenRequest::Baseline& baseline)
{
    if (!baseline.worker) {
        return candidates();
    }
    const auto known =
        std::ranges::find_if(m_places, [&](const auto& place) { return place->workplace.kind == *baseline.worker; });
    return known != m_places.end() ? (*known)->workplace : addPlace(*baseline.worker, 1);
}

Result<Judge::Racer> Judge::enter(const OpenRequest::Baseline& baseline)
{
    Racer racer;
    racer.result.name = baseline.name;
    racer.ms.resize(m_timed.size());
    const Workplace& place = placeOf(baseline);
    auto contender = load(place, baseline.library);
    if (!contender && baseline.worker) {
        racer.result.reason = contender.error().sentence(); // candidates can do without it
        return racer;
    }
    if (!contender) {
        return contender.error();
    }
    racer.contender = std::move(*contender);
    racer.contender->believeClock();
    racer.contender->setTimeout(place.kind.patience.baseline);
    racer.result.valid = racer.contender->usable();
    for (const auto& pool : m_checks) {
        racer.result.valid = racer.result.valid && callFresh(*racer.contender, *pool, Placement::Front).has_value();
    }
    if (!racer.result.valid) {
        racer.result.reason = racer.contender->end().reason;
    }
    return racer;
}

/// Where interpreters compile they do so side by side. Nothing of it is timed.
void Judge::warmUp(std::vector<Racer>& racers, const InputPool& pool)
{
    for (Racer& racer : racers) {
        if (racer.result.valid) {
            racer.contender->beginBringingIn(pool);
        }
    }
    for (Racer& racer : racers) {
        if (racer.result.valid) {
            racer.contender->awaitBroughtIn();
        }
    }
}

/// Round after round, each racer once a round in random order, on the same inputs.
void Judge::raceCase(std::vector<Racer>& racers, std::size_t index)
{
    InputPool& pool = *m_timed[index];
    Rng rng(systemRandom());
    std::vector<std::size_t> order(racers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto start = std::chrono::steady_clock::now();
    for (int round = 0; round <= kRounds; ++round) { // round 0 warms up, and there a compiler may take minutes
        const auto elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (round > kFewestRounds && elapsed > kSecondsPerCase) {
            break;
        }
        const CheckedInputs& set = m_bench->setOf(pool, static_cast<std::size_t>(round) % pool.capacity());
        m_bench->show(pool, set, Placement::Front);
        if (round == 0) {
            warmUp(racers, pool);
        }
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[rng.below(i)]);
        }
        for (const std::size_t which : order) {
            Racer& racer = racers[which];
            const auto seconds = racer.result.valid ? racer.contender->call(pool, set) : std::nullopt;
            if (seconds && round > 0) {
                racer.ms[index].push_back(*seconds * 1e3);
            } else if (!seconds && racer.result.valid) {
                racer.result.valid = false;
                racer.result.reason = racer.contender->end().reason + " (case " + pool.oneCase().name + ")";
            }
        }
        if (round == 0) {
            start = std::chrono::steady_clock::now();
        }
    }
}

Result<void> Judge::choose(std::vector<Racer>& racers)
{
    for (Racer& racer : racers) {
        for (std::size_t i = 0; racer.result.valid && i < m_timed.size(); ++i) {
            racer.result.ms.push_back(median(racer.ms[i]));
        }
        racer.result.meanMs = racer.result.valid && !m_timed.empty() ? geometricMean(racer.result.ms) : 0;
        m_opened.baselines.push_back(racer.result);
    }
    const Racer& plain = racers.front();
    if (!plain.result.valid) {
        return Error{ErrorKind::Usage, "the plain seed of " + m_task.name + " is not correct", plain.result.reason,
                     "repair the seed or reference.cpp; espalier tasks check tells more"};
    }
    const auto fastest = std::min_element(racers.begin(), racers.end(), [](const Racer& a, const Racer& b) {
        return a.result.valid != b.result.valid ? a.result.valid : a.result.meanMs < b.result.meanMs;
    });
    m_opened.fastest = fastest->result.name;
    for (std::size_t i = 0; i < m_timed.size(); ++i) {
        m_plainOverFastest.push_back(plain.result.ms[i] / fastest->result.ms[i]);
    }
    m_baseline = std::move(fastest->contender);
    return {};
}

} // namespace espalier
