#include "widgets/teach/replay.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr double kSlowest = 0.2;
constexpr double kFastest = 200;
constexpr double kFramesPerSecond = 30; ///< faster speeds show several nodes at once

} // namespace

Replay::Replay(LiveGraph& live, QObject* parent) : QObject(parent), m_live(live)
{
    connect(&m_timer, &QTimer::timeout, this, &Replay::advance);
}

void Replay::take(const FeedBatch& batch)
{
    if (batch.reset) {
        end();
    }
    if (!m_active) {
        m_live.take(batch);
        return;
    }
    m_recording.append(batch.nodes, batch.events);
    m_latest.inFlight = batch.inFlight;
    m_latest.session = batch.session;
    showMarks(batch.events);
    if (m_active) { // a lesson whose last stop was taken off ends it
        Q_EMIT moved();
    }
}

/// Notes and bookmarks are made while one looks back, too.
void Replay::showMarks(const std::vector<SteerEvent>& events)
{
    FeedBatch marks;
    std::ranges::copy_if(events, std::back_inserter(marks.events), [this](const SteerEvent& event) {
        return isPresenters(event.command.verb) && event.command.node && *event.command.node < m_moment;
    });
    if (!marks.events.empty()) {
        marks.session = m_live.session();
        m_live.take(marks);
    }
}

void Replay::begin()
{
    const SearchGraph& graph = m_live.graph();
    if (m_active || graph.size() == 0) {
        return;
    }
    std::vector<Node> nodes;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        nodes.push_back(graph.node(n));
    }
    m_recording = Recording(std::move(nodes), m_live.events(), m_live.session());
    m_latest = {};
    m_latest.session = m_live.session();
    m_latest.inFlight.assign(m_live.inFlight().begin(), m_live.inFlight().end());
    m_moment = m_recording.size();
    m_active = true;
    Q_EMIT activeChanged(true);
    Q_EMIT moved();
}

void Replay::end()
{
    if (!m_active) {
        return;
    }
    pause();
    m_active = false;
    FeedBatch now = m_recording.at(m_recording.size());
    now.events = m_recording.events(); // pending ones too, as they are
    now.inFlight = m_latest.inFlight;
    now.session = m_latest.session;
    m_live.take(now);
    m_recording = {};
    Q_EMIT activeChanged(false);
}

void Replay::goTo(int count)
{
    if (!m_active) {
        return;
    }
    const auto wanted = static_cast<NodeNumber>(std::clamp(count, 1, static_cast<int>(m_recording.size())));
    if (wanted == m_moment) {
        return;
    }
    m_live.take(wanted > m_moment ? m_recording.between(m_moment, wanted) : m_recording.at(wanted));
    m_moment = wanted;
    Q_EMIT moved();
}

void Replay::nextBest()
{
    const auto next = std::ranges::upper_bound(m_recording.bests(), m_moment);
    if (next != m_recording.bests().end()) {
        goTo(static_cast<int>(*next));
    }
}

void Replay::previousBest()
{
    const auto here = std::ranges::lower_bound(m_recording.bests(), m_moment);
    if (here != m_recording.bests().begin()) {
        goTo(static_cast<int>(*(here - 1)));
    }
}

void Replay::play()
{
    if (!m_active || isPlaying()) {
        return;
    }
    if (m_moment == m_recording.size()) {
        goTo(1);
    }
    setNodesPerSecond(m_speed);
    m_timer.start();
    Q_EMIT playingChanged(true);
}

void Replay::pause()
{
    if (isPlaying()) {
        m_timer.stop();
        Q_EMIT playingChanged(false);
    }
}

void Replay::setNodesPerSecond(double speed)
{
    m_speed = std::clamp(speed, kSlowest, kFastest);
    m_timer.setInterval(static_cast<int>(std::lround(1000 / std::min(m_speed, kFramesPerSecond))));
}

void Replay::advance()
{
    step(std::max(1, static_cast<int>(std::lround(m_speed / kFramesPerSecond))));
    if (m_moment == m_recording.size()) {
        pause();
    }
}

} // namespace espalier
