#include "widgets/teach/lessonplan.h"

#include <algorithm>
#include <utility>

namespace espalier {

LessonPlan::LessonPlan(const LiveGraph& live, Replay& replay, Selection& selection, Steering& steering, QObject* parent)
    : QObject(parent), m_live(live), m_replay(replay), m_selection(selection), m_steering(steering)
{
    connect(&live, &LiveGraph::logged, this, [this] { m_stale = true; });
    connect(&live, &LiveGraph::wasReset, this, [this] {
        if (m_live.session().id != m_session) {
            end();
            m_session = m_live.session().id;
            m_at.reset();
        }
    });
    connect(&live, &LiveGraph::batchTaken, this, [this] {
        // Not in the middle of a batch: a lesson that ends starts the graph anew. Of another session in which nothing
        // was said logged() does not come.
        if (std::exchange(m_stale, false) || (m_live.events().empty() && !m_stops.empty())) {
            refresh();
        }
    });
    connect(&selection, &Selection::changed, this, [this] {
        if (!m_given) {
            m_at = m_selection.node();
            Q_EMIT moved();
        }
    });
}

const std::vector<SteerEvent>& LessonPlan::events() const
{
    return m_replay.isActive() ? m_replay.recording().events() : m_live.events();
}

void LessonPlan::refresh()
{
    std::vector<LessonStop> stops = lessonOf(reviewsOf(events()));
    if (stops == m_stops) {
        return;
    }
    m_stops = std::move(stops);
    Q_EMIT changed();
    if (m_given && m_stops.empty()) {
        end();
    }
}

std::optional<int> LessonPlan::current() const
{
    const auto at = std::ranges::find_if(m_stops, [this](const LessonStop& stop) { return stop.node == m_at; });
    return at == m_stops.end() ? std::nullopt : std::optional(static_cast<int>(at - m_stops.begin()));
}

void LessonPlan::begin()
{
    if (m_given) {
        return;
    }
    if (m_stops.empty()) {
        Q_EMIT refused(tr("This session has no lesson yet: bookmark a node with K, and write what you want to say of "
                          "it into its note."));
        return;
    }
    m_replayedBefore = m_replay.isActive();
    m_given = true;
    Q_EMIT givenChanged(true);
    go(current().value_or(0));
}

void LessonPlan::end()
{
    if (!m_given) {
        return;
    }
    m_given = false;
    if (!m_replayedBefore) {
        showNow();
    }
    Q_EMIT givenChanged(false);
}

/// A replay that ends starts the graph anew, which forgets what was selected.
void LessonPlan::showNow()
{
    const std::optional<NodeNumber> node = m_selection.node();
    m_replay.end();
    if (node && *node < m_live.graph().size()) {
        m_selection.select(node);
    }
}

void LessonPlan::go(int position)
{
    if (m_stops.empty()) {
        return;
    }
    const LessonStop stop =
        m_stops[static_cast<std::size_t>(std::clamp(position, 0, static_cast<int>(m_stops.size()) - 1))];
    if (stop.bookmark.step) {
        m_replay.begin();
        m_replay.pause();
        m_replay.goTo(static_cast<int>(std::max(m_replay.recording().sizeAfter(*stop.bookmark.step), stop.node + 1)));
    } else {
        showNow();
    }
    m_at = stop.node;
    if (stop.node < m_live.graph().size()) {
        m_selection.select(stop.node);
    }
    Q_EMIT moved();
}

void LessonPlan::next()
{
    go(current() ? *current() + 1 : 0);
}

void LessonPlan::previous()
{
    go(current().value_or(1) - 1);
}

void LessonPlan::say(NodeNumber node, double place, const BookmarkText& bookmark)
{
    m_steering.issue(SteerCommand{SteerVerb::Bookmark, node, place, toText(bookmark)});
}

void LessonPlan::toggle(NodeNumber node)
{
    const auto known = std::ranges::find(m_stops, node, &LessonStop::node);
    if (known != m_stops.end()) {
        remove(static_cast<int>(known - m_stops.begin()));
        return;
    }
    BookmarkText bookmark;
    if (m_replay.isActive()) {
        bookmark.step = m_replay.recording().step(m_replay.moment());
    }
    say(node, 0, bookmark);
}

void LessonPlan::rename(int position, const QString& title)
{
    if (isStop(position)) {
        const LessonStop stop = m_stops[static_cast<std::size_t>(position)];
        say(stop.node, stop.place, {title.trimmed().toStdString(), stop.bookmark.step});
    }
}

void LessonPlan::setShownAtItsStep(int position, bool atItsStep)
{
    if (isStop(position)) {
        const LessonStop stop = m_stops[static_cast<std::size_t>(position)];
        const auto step = atItsStep && stop.node < m_live.graph().size()
                              ? std::optional(m_live.graph().node(stop.node).step)
                              : std::nullopt;
        say(stop.node, stop.place, {stop.bookmark.title, step});
    }
}

void LessonPlan::move(int position, int by)
{
    if (!isStop(position) || !isStop(position + by) || by == 0) {
        return;
    }
    std::vector<LessonStop> others = m_stops;
    const LessonStop stop = others[static_cast<std::size_t>(position)];
    others.erase(others.begin() + position);
    say(stop.node, placeAmong(others, static_cast<std::size_t>(position + by)), stop.bookmark);
}

void LessonPlan::remove(int position)
{
    if (isStop(position)) {
        m_steering.issue(SteerVerb::Unbookmark, m_stops[static_cast<std::size_t>(position)].node);
    }
}

} // namespace espalier
