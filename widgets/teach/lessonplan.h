#pragma once

#include "core/review/lesson.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"
#include "widgets/models/steering.h"
#include "widgets/teach/replay.h"

#include <QObject>

#include <optional>
#include <vector>

namespace espalier {

/// The bookmarks of the open session as a lesson: prepared here, and given one after the other. A stop that names a
/// step is shown in the replay, at the moment after that step; one without is shown as the session is now. Bookmarks
/// and notes are those of now at every moment of a replay. GUI thread.
class LessonPlan : public QObject
{
    Q_OBJECT
public:
    LessonPlan(const LiveGraph& live, Replay& replay, Selection& selection, Steering& steering,
               QObject* parent = nullptr);

    const std::vector<LessonStop>& stops() const { return m_stops; }
    /// The stop that was gone to last, or whose node is selected; an index of stops().
    std::optional<int> current() const;
    bool isGiven() const { return m_given; }

public Q_SLOTS:
    /// At the stop of the selected node, else at the first. Without bookmarks refused() says how to make one.
    void begin();
    /// Back to now, where no replay was looked at before.
    void end();
    /// Clamped to the stops; nothing without them.
    void go(int position);
    void next();
    void previous();

    /// Bookmarks the node, in a replay at its moment, or takes the bookmark off.
    void toggle(NodeNumber node);
    void rename(int position, const QString& title);
    /// Shows the stop as the session was when its node came, or as it is now.
    void setShownAtItsStep(int position, bool atItsStep);
    /// So many places towards the end of the lesson, or its beginning.
    void move(int position, int by);
    void remove(int position);

Q_SIGNALS:
    /// Stops, their order, or what they say.
    void changed();
    /// The lesson went to another stop.
    void moved();
    void givenChanged(bool given);
    void refused(const QString& sentence);

private:
    void refresh();
    const std::vector<SteerEvent>& events() const;
    bool isStop(int position) const { return position >= 0 && position < static_cast<int>(m_stops.size()); }
    void say(NodeNumber node, double place, const BookmarkText& bookmark);
    void showNow();

    const LiveGraph& m_live;
    Replay& m_replay;
    Selection& m_selection;
    Steering& m_steering;
    std::vector<LessonStop> m_stops;
    std::optional<NodeNumber> m_at; ///< node of the stop that was gone to last
    std::int64_t m_session = 0;
    bool m_stale = false;
    bool m_given = false;
    bool m_replayedBefore = false; ///< when the lesson began
};

} // namespace espalier
